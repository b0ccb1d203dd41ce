import { serializeDocument } from '../../engine/document/serialize'
import type { EngineEvent } from '../../engine/protocol'
import type { TrialRecord } from '../../engine/sweep/messages'
import { rankTrials, type TrialResult, trialDocument } from '../../engine/sweep/trial'
import type { RunRecord, StoredMetrics } from '../../shared/runs/record'
import { bridge } from '../bridge'
import { t } from '../i18n/index'
import { engine } from '../stores/run'
import { type StartedSweep, useSweep } from '../stores/sweep'

/** Of a longer sweep only trials that are among the best so far are kept, so that other runs stay. */
const longSweep = 100
const best = 20

/** Keeps trials as runs, in a group of their sweep; returns a function that stops. */
export function followTrials(): () => void {
  /** When each of the trials that train now began; a sweep that goes on begins them anew. */
  const begun = new Map<number, number>()
  let sweepId: number | null = null
  return engine.listen(event => {
    if (event.type !== 'sweepProgress' && event.type !== 'trialDone') return
    if (event.sweepId !== sweepId) begun.clear()
    sweepId = event.sweepId
    const now = Date.now()
    if (event.type === 'sweepProgress') {
      for (const { trial } of event.running) if (!begun.has(trial)) begun.set(trial, now)
      return
    }
    const startedAt = begun.get(event.result.trial) ?? now
    begun.delete(event.result.trial)
    void keep(event, startedAt, now - startedAt)
  })
}

async function keep(
  { result, record }: Extract<EngineEvent, { type: 'trialDone' }>,
  startedAt: number,
  duration: number,
): Promise<void> {
  const { started } = useSweep.getState()
  if (!started || !record || !isWorthKeeping(started, result)) return
  const run = runOf(started, result, record, startedAt, duration)
  // Trials are in the sweep's table besides, so a store that is full is no matter here.
  if (run)
    await bridge()
      .request('runs.save', run)
      .catch(() => {})
}

function isWorthKeeping({ total, results, spec }: StartedSweep, result: TrialResult): boolean {
  if (total <= longSweep) return true
  const others = results.filter(({ trial }) => trial !== result.trial)
  return rankTrials([...others, result], spec.objective).indexOf(result) < best
}

/** A trial as a run that is kept; null where it never took a step. */
export function runOf(
  { document: base, name: graph, spec }: StartedSweep,
  result: TrialResult,
  record: TrialRecord,
  startedAt: number,
  duration: number,
): RunRecord | null {
  const made = trialDocument(base, spec, result.values)
  const { curves, evaluations, ...sizes } = record
  if (!made.ok || result.state === 'failed' || curves.steps.length === 0) return null
  const { document } = made
  const { optimizer, seed } = document.training
  const graphName = graph.slice(0, 200)
  const metrics = (part: 'train' | 'validation'): StoredMetrics | null => {
    const found = result.state === 'finished' && evaluations.findLast(each => each.part === part)
    return found ? { step: found.step, loss: found.loss, accuracy: found.accuracy } : null
  }
  return {
    id: crypto.randomUUID(),
    name: t('sweep.documentName', { name: graph.slice(0, 150), trial: result.trial }),
    document: serializeDocument({ ...document, name: graphName }),
    curves: {
      steps: [...curves.steps],
      loss: [...curves.loss],
      accuracy: [...curves.accuracy],
      evaluations: evaluations.slice(-500).map(each => ({ ...each })),
    },
    gradients: null,
    summary: {
      graphName,
      origin: 'sweep',
      group: t('sweep.group', { name: graph, seed: spec.seed }).slice(0, 200),
      startedAt,
      duration,
      state: result.state,
      reason: result.reason?.slice(0, 2000) ?? null,
      seed,
      ...sizes,
      examples: { ...sizes.examples },
      firstStep: 0,
      step: result.steps,
      epoch: result.epochs,
      optimizer: optimizer.kind,
      learningRate: optimizer.learningRate,
      batchLoss: curves.loss.at(-1)!,
      batchAccuracy: curves.accuracy.at(-1)!,
      metrics: { train: metrics('train'), validation: metrics('validation'), test: null },
      findings: [],
      weightsHash: result.weightsHash,
    },
  }
}
