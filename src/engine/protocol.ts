// Between the engine worker and its clients: the window, and the command line.

export * from './protocol/backend-name'
export * from './protocol/event'
export * from './protocol/outcome'
export * from './protocol/request'
export type { EarlyStoppingOutcome } from './training/early-stopping'
export type { DatasetPart, Metrics } from './training/metrics'
export type { TakenOver } from './training/take-over'

/** Raise with every change of a request or an event; both ends refuse another version. */
export const protocolVersion = 10
