import type { Finding } from '../engine/diagnosis/finding'
import type { Fix } from '../engine/diagnosis/fixes'
import type { GraphDocument } from '../engine/document/schema'
import type { DatasetPart, EngineEvent } from '../engine/protocol'
import { createHistory, type History } from '../engine/telemetry/history'
import { renderReport } from '../report/render-report'
import type { ReportData, ReportedEvaluation, ReportedPart } from '../report/report-data'
import type { Language } from '../shared/language'
import type { OutputFile } from './output-file'

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>

/** What is known only at the end of a run. */
export interface ReportEnd {
  readonly end: EventOf<'state'>
  readonly weightsHash: string
  readonly findings: readonly (Finding & { readonly fixes: readonly Fix[] })[]
  readonly version: string
  readonly createdAt: Date
}

/** Collects what the engine says of a run and writes it as a page at its end. */
export class ReportFile {
  private loaded: EventOf<'loaded'> | null = null
  private history: History | null = null
  private histograms: ReportData['histograms'] = null
  private readonly evaluations = new Map<string, ReportedEvaluation>()
  private readonly parts: Partial<Record<DatasetPart, ReportedPart>> = {}

  constructor(
    private readonly file: OutputFile,
    private readonly language: Language,
  ) {}

  receive(event: EngineEvent): void {
    switch (event.type) {
      case 'loaded':
        this.loaded = event
        this.history = createHistory(event.layout.width)
        return
      case 'telemetry':
        this.history?.append(event.frames)
        this.histograms = event.histograms ?? this.histograms
        return
      case 'evaluation': {
        const { step, epoch, part, metrics } = event
        // The best weights of a run are measured again at its end.
        this.evaluations.set(`${part} ${step}`, { step, epoch, part, ...metrics })
        return
      }
      case 'evaluationDetail':
        this.parts[event.part] = event
    }
  }

  /** @throws CliFailure where it cannot be written. */
  async write(document: GraphDocument, more: ReportEnd): Promise<void> {
    await this.file.write(renderReport(this.data(document, more), this.language))
  }

  private data(document: GraphDocument, more: ReportEnd): ReportData {
    const { loaded, history, histograms, parts } = this
    if (!loaded || !history) throw new Error('a report of a run that was never loaded')
    const { end, weightsHash, findings, version, createdAt } = more
    const { layout, backend, threads, parameterCount, totalSteps, stepsPerEpoch, examples } = loaded
    const { state, step, epoch, reason = null, earlyStopping = null } = end
    return {
      document,
      layout,
      history,
      histograms,
      evaluations: [...this.evaluations.values()],
      findings,
      parts,
      run: {
        ...{ state, step, epoch, reason, earlyStopping },
        ...{ backend, threads, parameterCount, totalSteps, stepsPerEpoch, examples, weightsHash },
      },
      versions: {
        Gradscope: version,
        Node: process.versions.node,
        [process.platform]: process.arch,
      },
      createdAt,
    }
  }
}
