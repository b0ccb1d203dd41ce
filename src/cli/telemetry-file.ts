import { closeSync, openSync, writeSync } from 'node:fs'
import {
  headerValue,
  type Quantity,
  rowValue,
  type TelemetryLayout,
} from '../engine/telemetry/layout'
import { CliFailure } from './failure'

/** Writes frames as lines of JSON, one a step. */
export interface TelemetryFile {
  write(frames: Float64Array, layout: TelemetryLayout): void
  close(): void
}

/** @throws CliFailure where the file cannot be written. */
export function createTelemetryFile(path: string): TelemetryFile {
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw new CliFailure(
        `${path}: it cannot be written: ${(error as Error).message}.`,
        'Choose another place for --telemetry.',
      )
    }
  }
  const file = attempt(() => openSync(path, 'w'))
  return {
    write(frames, layout) {
      const lines: string[] = []
      for (let offset = 0; offset < frames.length; offset += layout.width) {
        lines.push(`${JSON.stringify(frameRecord(frames, layout, offset))}\n`)
      }
      attempt(() => writeSync(file, lines.join('')))
    },
    close: () => closeSync(file),
  }
}

/** One frame by names. What is not finite becomes null, as JSON has no word for it. */
export function frameRecord(frames: Float64Array, layout: TelemetryLayout, offset = 0) {
  const tensors: Record<string, unknown> = {}
  const outputs: Record<string, unknown> = {}
  for (const row of layout.rows) {
    const value = (quantity: Quantity) => rowValue(frames, row, quantity, offset)
    const gradient =
      row.columns['gradient.rms'] === undefined
        ? null
        : {
            meanAbs: value('gradient.meanAbs'),
            rms: value('gradient.rms'),
            maxAbs: value('gradient.maxAbs'),
            zeroFraction: value('gradient.zeroFraction'),
            nan: value('gradient.nanCount'),
            inf: value('gradient.infCount'),
          }
    if (row.kind === 'param') {
      tensors[row.name] = { gradient, updateRatio: value('update.ratio') }
    } else {
      const saturation =
        row.columns['activation.saturation'] === undefined
          ? {}
          : { saturation: value('activation.saturation') }
      outputs[row.name] = {
        activation: { mean: value('activation.mean'), std: value('activation.std'), ...saturation },
        gradient,
      }
    }
  }
  const header = (field: Parameters<typeof headerValue>[1]) => headerValue(frames, field, offset)
  return {
    step: header('step'),
    epoch: header('epoch'),
    loss: header('loss'),
    dataLoss: header('dataLoss'),
    accuracy: header('accuracy'),
    learningRate: header('learningRate'),
    gradientNorm: header('gradientNorm'),
    tensors,
    outputs,
  }
}
