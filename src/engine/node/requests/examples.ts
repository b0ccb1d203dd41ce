import type { PreparedData } from '../../data/dataset'
import { parseDocumentValue } from '../../document/parse'
import { hasPlane, ownUnits, planeOf } from '../../probe/boundary'
import type { ExamplePoints, ExamplesOutcome } from '../../probe/messages'
import type { DatasetPart } from '../../training/metrics'
import { loadForTraining } from '../open-session'
import { type EngineContext, type RequestOf, unreadable } from './context'

/** Reads examples of documents' data sets to be drawn as points, one request after the other. */
export class ExamplesRequests {
  private queue: Promise<void> = Promise.resolve()

  constructor(private readonly context: EngineContext) {}

  /** Answers with `examplesRead`. */
  read(request: RequestOf<'examples'>): Promise<void> {
    this.queue = this.queue.then(() => this.answer(request))
    return this.queue
  }

  private async answer({ examplesId, document, most }: RequestOf<'examples'>): Promise<void> {
    let result: ExamplesOutcome
    try {
      result = await this.load(document, most)
    } catch (error) {
      const message = `The engine failed: ${(error as Error).message}`
      result = { ok: false, message, remedy: 'Check the graph.' }
    }
    this.context.post({ type: 'examplesRead', examplesId, result })
  }

  private async load(document: unknown, most: number): Promise<ExamplesOutcome> {
    const parsed = parseDocumentValue(document)
    if (parsed.kind !== 'ok') return unreadable(parsed)
    const loaded = await loadForTraining(parsed.document, this.context.datasetsDirectory)
    if (!loaded.ok) return { ok: false, ...loaded.failure }
    const { data } = loaded
    if (!hasPlane(data)) return { ok: true, examples: null }
    return {
      ok: true,
      examples: {
        plane: planeOf(data),
        classes: data.info.classes,
        classNames: data.info.classNames ?? null,
        train: pointsOf(data, 'train', most),
        validation: pointsOf(data, 'validation', most),
        test: pointsOf(data, 'test', most),
      },
    }
  }
}

function pointsOf(data: PreparedData, part: DatasetPart, most: number): ExamplePoints {
  const { features, targets, count } = data[part]
  const { targetFeatures } = data.info
  const shown = Math.min(count, most)
  return {
    points: Float32Array.from({ length: 2 * shown }, (_, i) =>
      ownUnits(features[i]!, data.featureScale, i % 2),
    ),
    targets: Float32Array.from({ length: shown }, (_, i) =>
      ownUnits(targets[i * targetFeatures]!, data.targetScale, 0),
    ),
  }
}
