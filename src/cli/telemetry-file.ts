import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs'
import {
  headerValue,
  type Quantity,
  rowValue,
  type TelemetryLayout,
} from '../engine/telemetry/layout'
import type { OutputFile } from './output-file'

/** Writes frames as lines of JSON, one a step. What was there before stays until there is a run. */
export class TelemetryFile {
  private file: number | null = null
  /** Of whole lines. */
  private bytes = 0

  constructor(private readonly output: OutputFile) {}

  /** @throws CliFailure where the file cannot be written. */
  open(): void {
    this.attempt(() => {
      this.file = openSync(this.output.path, 'w')
    })
  }

  /** @throws CliFailure where it cannot be written; the file then ends with a whole line. */
  write(frames: Float64Array, layout: TelemetryLayout): void {
    const { file } = this
    if (file === null) return
    const lines: string[] = []
    for (let offset = 0; offset < frames.length; offset += layout.width) {
      lines.push(`${JSON.stringify(frameRecord(frames, layout, offset))}\n`)
    }
    const text = lines.join('')
    try {
      // Unlike writeSync, which may take a part only.
      this.attempt(() => writeFileSync(file, text))
      this.bytes += Buffer.byteLength(text)
    } catch (error) {
      this.endWithWholeLine(file)
      throw error
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file)
    this.file = null
  }

  private endWithWholeLine(file: number): void {
    try {
      ftruncateSync(file, this.bytes)
    } catch {
      // A pipe cannot take back what it took.
    }
    this.close()
  }

  private attempt(action: () => void): void {
    try {
      action()
    } catch (error) {
      throw this.output.failure(error)
    }
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
