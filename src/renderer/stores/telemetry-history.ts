export * from '../../engine/telemetry/history'
