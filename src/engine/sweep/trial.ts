import { assignValue } from '../document/assign'
import { parseDocumentValue } from '../document/parse'
import type { GraphDocument } from '../document/schema'
import type { AttrValue } from '../nodes/attrs'
import type { Metrics } from '../training/metrics'
import { drawFromList, drawFromRange, uniformFor } from './draw'
import { isKind, listOf, type Sweep } from './resolve'
import type { SweepObjective, SweepSpec } from './spec'

/** How a trial went. */
export interface TrialResult {
  /** From 1. */
  readonly trial: number
  /** In the order of the sweep's parameters. */
  readonly values: readonly AttrValue[]
  /** `failed` where it could not be trained at all. */
  readonly state: 'finished' | 'diverged' | 'failed'
  /** At the end; null where there is nothing to measure. */
  readonly validation: Metrics | null
  readonly train: Metrics | null
  readonly steps: number
  readonly epochs: number
  /** As `gradscope train` gives for the same settings; null unless finished. */
  readonly weightsHash: string | null
  /** Why it did not finish. */
  readonly reason: string | null
}

/** The values of a trial: by the sweep's seed and the trial's number alone, or its place in the grid. */
export function trialValues({ spec, parameters }: Sweep, trial: number): AttrValue[] {
  if (spec.method === 'random') {
    return parameters.map(parameter => {
      const u = uniformFor(spec.seed, parameter.path, trial)
      return 'values' in parameter ? drawFromList(parameter.values, u) : drawFromRange(parameter, u)
    })
  }
  // The last parameter changes fastest.
  const values: AttrValue[] = []
  let rest = trial - 1
  for (const parameter of [...parameters].reverse()) {
    const list = listOf(parameter)
    values.unshift(list[rest % list.length]!)
    rest = Math.floor(rest / list.length)
  }
  return values
}

export type TrialDocument =
  | { readonly ok: true; readonly document: GraphDocument }
  | { readonly ok: false; readonly message: string }

/** The document with the values of a trial in it, and the length of the sweep's trials. */
export function trialDocument(
  document: GraphDocument,
  spec: Pick<SweepSpec, 'parameters' | 'length'>,
  values: readonly AttrValue[],
): TrialDocument {
  const { length } = spec
  let result =
    length?.unit === 'epochs'
      ? { ...document, training: { ...document.training, epochs: length.count } }
      : document
  const settings = spec.parameters.map(({ path }, i) => ({ path, value: values[i]! }))
  // A kind brings the fields that others set.
  const ordered = [
    ...settings.filter(({ path }) => isKind(path)),
    ...settings.filter(({ path }) => !isKind(path)),
  ]
  for (const { path, value } of ordered) {
    const assigned = assignValue(result, path, value)
    if (!assigned.ok) return { ok: false, message: `${path}: ${assigned.message}` }
    const parsed = parseDocumentValue(assigned.file)
    if (parsed.kind !== 'ok') {
      const reason = parsed.kind === 'invalid' ? parsed.reason : 'not a graph'
      return { ok: false, message: `${path} = ${value}: ${reason}.` }
    }
    result = parsed.document
  }
  return { ok: true, document: result }
}

/** What a trial is ranked by; null where it has none. */
export function objectiveOf(result: TrialResult, objective: SweepObjective): number | null {
  const { validation } = result
  if (result.state !== 'finished' || validation === null) return null
  const value = objective === 'validationAccuracy' ? validation.accuracy : validation.loss
  return value !== null && Number.isFinite(value) ? value : null
}

/**
 * Trials from best to worst. Of equals in accuracy the smaller loss is first, then the smaller number;
 * trials that diverged come after all others, and what failed after those.
 */
export function rankTrials<T extends TrialResult>(
  results: readonly T[],
  objective: SweepObjective,
): T[] {
  const sign = objective === 'validationAccuracy' ? -1 : 1
  const keyOf = (result: T) => {
    const value = objectiveOf(result, objective)
    const loss = value === null ? null : objectiveOf(result, 'validationLoss')
    const standing = value !== null ? 0 : result.state === 'failed' ? 2 : 1
    return [standing, value === null ? 0 : sign * value, loss ?? 0, result.trial]
  }
  return results
    .map(result => ({ result, key: keyOf(result) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ result }) => result)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}
