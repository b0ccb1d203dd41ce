import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import type { GraphDocument } from '../../engine/document/schema'
import { checkTrainable } from '../../engine/node/open-session'
import { runSweep } from '../../engine/node/sweep/run-sweep'
import { SweepTable } from '../../engine/node/sweep/sweep-file'
import { trialWorkerAt } from '../../engine/node/sweep/trial-worker'
import type { TrialProgress } from '../../engine/sweep/messages'
import {
  defaultObjective,
  resolveSweep,
  type Sweep,
  type SweepFailure,
} from '../../engine/sweep/resolve'
import {
  defaultParameters,
  mostTrials,
  type SweepMethod,
  type SweepObjective,
  type SweepSpec,
} from '../../engine/sweep/spec'
import { objectiveOf, rankTrials, type TrialResult } from '../../engine/sweep/trial'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCounted } from '../format'
import { OutputFile } from '../output-file'
import { type DocumentOptions, readDocument } from '../read-document'
import { inputsOf, refuseOverwriting } from '../refuse-overwriting'
import { readParameter } from '../sweep-parameters'
import { formatObjective, formatValue, reportOf, shortNames, textOf } from '../sweep-report'
import { SweepRows } from '../sweep-rows'

export interface SweepOptions extends DocumentOptions {
  readonly trials?: number
  readonly method?: SweepMethod
  /** `PATH=RANGE` or `PATH=LIST`; learning rate and weight decay unless given. */
  readonly param?: readonly string[]
  readonly objective?: SweepObjective
  readonly epochs?: number
  readonly steps?: number
  /** Trials at a time; one for each core unless given. */
  readonly threads?: number
  /** Takes the trials; a sweep that stopped goes on where it is. */
  readonly out?: string
  readonly json?: boolean
}

/**
 * Trains a graph file many times over, each time with other values, and ranks the trials. Returns the
 * exit status: 1 when no trial could be trained to its end.
 */
export async function sweep(
  file: string,
  options: SweepOptions,
  context: CliContext,
): Promise<number> {
  const started = context.now()
  const document = await readDocument(file, options)
  const planned = planSweep(file, document, options)
  const rows = await openRows(file, options, document, planned)
  const results = new Map((rows?.before ?? []).map(result => [result.trial, result]))
  const progress = new SweepProgress(planned, results, options, context)
  const workers = Math.min(options.threads ?? availableParallelism(), planned.trials)
  const { datasetsDirectory, workerPath } = context
  let problem: unknown = null
  const run = runSweep({
    document,
    sweep: planned,
    done: new Set(results.keys()),
    workers,
    startWorker: trialWorkerAt(workerPath, { datasetsDirectory }),
    onTrial: result => {
      results.set(result.trial, result)
      progress.trial(result)
      try {
        rows?.append(result)
      } catch (error) {
        problem = error
        run.cancel()
      }
    },
    onProgress: running => progress.update(running),
  })
  let stopped = false
  const stopListening = context.onInterrupt(() => {
    stopped = true
    run.cancel()
  })
  try {
    await run.finished
  } finally {
    stopListening()
    progress.clear()
  }
  const ranked = rankTrials([...results.values()], planned.spec.objective)
  if (!problem) {
    await rows?.rank(ranked).catch(error => {
      problem = error
    })
  }
  const milliseconds = Math.round(context.now() - started)
  const isCut = stopped || problem !== null
  const report = reportOf(ranked, planned, { stopped: isCut, threads: workers, milliseconds })
  context.out(options.json ? `${JSON.stringify(report)}\n` : textOf(report, file, options))
  // What was trained is told even so.
  if (problem) throw problem
  return stopped || ranked.some(({ state }) => state === 'finished') ? 0 : 1
}

async function openRows(
  file: string,
  { out }: SweepOptions,
  document: GraphDocument,
  planned: Sweep,
): Promise<SweepRows | null> {
  if (out === undefined) return null
  const output = new OutputFile(out, '--out', 'the trials')
  await refuseOverwriting([output], inputsOf(file, document))
  return SweepRows.open(output, new SweepTable(document, planned))
}

function planSweep(file: string, document: GraphDocument, options: SweepOptions): Sweep {
  const trainable = checkTrainable(document)
  if (!trainable.ok) {
    const { message, remedy } = trainable.failure
    throw new CliFailure(`${basename(file)}: ${message}`, remedy)
  }
  const { method = 'random', param, trials, epochs, steps } = options
  if (method === 'random' && trials === undefined) {
    throw new CliFailure('A random sweep has no end of its own.', 'Say how many: --trials 20.')
  }
  const parameters = param?.map(readParameter) ?? defaultParameters
  const spec: SweepSpec = {
    method,
    parameters: [...parameters],
    trials: trials ?? mostTrials,
    seed: document.training.seed,
    objective: options.objective ?? defaultObjective(document),
    ...(epochs !== undefined && { length: { unit: 'epochs', count: epochs } }),
    ...(steps !== undefined && { length: { unit: 'steps', count: steps } }),
  }
  const resolved = resolveSweep(document, spec)
  if (!resolved.ok) throw failureOf(resolved.failure, file)
  return resolved.sweep
}

function failureOf({ path, message, remedy }: SweepFailure, file: string): CliFailure {
  const place = path === null ? basename(file) : `--param ${path}`
  return new CliFailure(`${place}: ${message}`, remedy)
}

/** A line that is drawn over on a terminal, and one that stays for every trial. */
class SweepProgress {
  private drawn = false
  private best: number | null = null

  constructor(
    private readonly sweep: Sweep,
    private readonly results: ReadonlyMap<number, TrialResult>,
    private readonly options: SweepOptions,
    private readonly context: CliContext,
  ) {
    for (const result of results.values()) this.observe(result)
    if (results.size > 0 && !options.json) {
      this.line(`${formatCounted(results.size, 'trial')} of ${sweep.trials} were there already`)
    }
  }

  trial(result: TrialResult): void {
    this.observe(result)
    if (this.options.json) return
    const { parameters, objective } = this.sweep.spec
    const names = shortNames(parameters.map(({ path }) => path))
    const values = result.values.map((value, i) => `${names[i]} ${formatValue(value)}`)
    const outcome =
      result.state === 'finished'
        ? formatObjective(objectiveOf(result, objective), objective)
        : `${result.state}. ${result.reason ?? ''}`
    this.line([`trial ${result.trial}`, ...values, outcome].join('  ').trimEnd())
  }

  update(running: readonly TrialProgress[]): void {
    if (!this.context.isTerminal) return
    const { trials, spec } = this.sweep
    const shares = running.map(({ trial, step, totalSteps }) => {
      const share = totalSteps > 0 ? step / totalSteps : 0
      return `${trial}: ${Math.round(share * 100)} %`
    })
    const best = this.best === null ? [] : [`best ${formatObjective(this.best, spec.objective)}`]
    const parts = [`${this.results.size} / ${trials} trials`, ...best, ...shares]
    this.context.error(`\r\u001b[K${parts.join('  ')}`)
    this.drawn = true
  }

  clear(): void {
    if (this.drawn) this.context.error('\r\u001b[K')
    this.drawn = false
  }

  private line(text: string): void {
    this.clear()
    this.context.error(`${text}\n`)
  }

  private observe(result: TrialResult): void {
    const { objective } = this.sweep.spec
    const value = objectiveOf(result, objective)
    if (value === null) return
    const isBetter =
      this.best === null ||
      (objective === 'validationAccuracy' ? value > this.best : value < this.best)
    if (isBetter) this.best = value
  }
}
