import { datasetInfo } from '../data/catalog'
import { assignValue } from '../document/assign'
import { parseDocumentValue } from '../document/parse'
import type { GraphDocument } from '../document/schema'
import type { AttrValue } from '../nodes/attrs'
import { gridValues, type ResolvedRange } from './draw'
import {
  mostTrials,
  type SweepObjective,
  type SweepParameter,
  type SweepSpec,
  sweepSpecSchema,
} from './spec'

/** A parameter that fits its document. */
export type ResolvedParameter =
  | ResolvedRange
  | { readonly path: string; readonly values: readonly AttrValue[] }

/** A sweep that can be run: what it draws from, and how many trials it has. */
export interface Sweep {
  readonly spec: SweepSpec
  /** In the order of the spec. */
  readonly parameters: readonly ResolvedParameter[]
  readonly trials: number
}

/** What is wrong with a sweep: the field, if it is one, and the remedy. */
export interface SweepFailure {
  readonly path: string | null
  readonly message: string
  readonly remedy: string
}

export type ResolveResult =
  | { readonly ok: true; readonly sweep: Sweep }
  | { readonly ok: false; readonly failure: SweepFailure }

/** Accuracy where there are classes, else the loss. */
export function defaultObjective(document: GraphDocument): SweepObjective {
  return hasClasses(document) ? 'validationAccuracy' : 'validationLoss'
}

function dataOf(document: GraphDocument) {
  return document.nodes.find(({ kind }) => kind === 'data')
}

function hasClasses(document: GraphDocument): boolean {
  const data = dataOf(document)
  return !!data && (datasetInfo(data.attrs)?.classes ?? null) !== null
}

/** Checks a spec against the document that its trials vary. */
export function resolveSweep(document: GraphDocument, value: unknown): ResolveResult {
  const parsed = sweepSpecSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    const message = `${issue.path.join('.')}: ${issue.message}`
    return refuse(null, message, 'Mend what the sweep is to do.')
  }
  const spec = parsed.data
  const seen = new Set<string>()
  const variants = variantsOf(document, spec)
  const parameters: ResolvedParameter[] = []
  for (const parameter of spec.parameters) {
    const { path } = parameter
    if (seen.has(path)) return refuse(path, 'it is there twice.', 'Take one of the two away.')
    seen.add(path)
    const resolved = resolveParameter(variants, parameter)
    if ('message' in resolved) return { ok: false, failure: resolved }
    parameters.push(resolved)
  }
  return cannotJudge(document, spec, seen) ?? countTrials({ spec, parameters, trials: spec.trials })
}

function countTrials(sweep: Sweep): ResolveResult {
  if (sweep.spec.method === 'random') return { ok: true, sweep }
  const size = gridSize(sweep.parameters)
  if (size > mostTrials) {
    const message = `The grid has ${size.toLocaleString('en')} trials; at most ${mostTrials.toLocaleString('en')} are run.`
    return refuse(null, message, 'Take fewer values of each field, or draw at random.')
  }
  return { ok: true, sweep: { ...sweep, trials: Math.min(size, sweep.trials) } }
}

/** Trials of a whole grid. */
function gridSize(parameters: readonly ResolvedParameter[]): number {
  return parameters.reduce((size, parameter) => size * listOf(parameter).length, 1)
}

/** All the values of a parameter in a grid. */
export function listOf(parameter: ResolvedParameter): readonly AttrValue[] {
  return 'values' in parameter ? parameter.values : gridValues(parameter)
}

function cannotJudge(
  document: GraphDocument,
  { objective }: SweepSpec,
  swept: ReadonlySet<string>,
): (ResolveResult & { ok: false }) | null {
  const data = dataOf(document)
  if (!data) return null
  const path = `nodes.${data.id}.validationFraction`
  if (data.attrs.validationFraction === 0 && !swept.has(path)) {
    const message = 'There are no validation examples to judge trials by.'
    return refuse(null, message, 'Set the validation part of the data set above 0.')
  }
  if (objective === 'validationAccuracy' && !hasClasses(document)) {
    const message = 'The data set has numbers to predict, not classes, so there is no accuracy.'
    return refuse(null, message, 'Rank trials by the validation loss.')
  }
  return null
}

/** The document, and what it is with each kind that is swept: a kind brings fields of its own. */
function variantsOf(document: GraphDocument, { parameters }: SweepSpec): GraphDocument[] {
  const kinds = parameters.flatMap(parameter =>
    isKind(parameter.path) && 'values' in parameter
      ? parameter.values.map(value => assignValue(document, parameter.path, value))
      : [],
  )
  const made = kinds.flatMap(assigned => (assigned.ok ? [parseDocumentValue(assigned.file)] : []))
  return [document, ...made.flatMap(parsed => (parsed.kind === 'ok' ? [parsed.document] : []))]
}

/** Whether a field says which other fields there are. */
export function isKind(path: string): boolean {
  return path.startsWith('training.') && path.endsWith('.kind')
}

function resolveParameter(
  variants: readonly GraphDocument[],
  parameter: SweepParameter,
): ResolvedParameter | SweepFailure {
  const { path } = parameter
  if ('values' in parameter) {
    for (const value of parameter.values) {
      const reason = misfitOf(variants, path, value)
      if (reason) return { path, ...reason }
    }
    return { path, values: [...new Set(parameter.values)] }
  }
  const { range, scale } = parameter
  const [low, high] = range
  if (!(low < high)) {
    const message = `the range goes from ${low} to ${high}.`
    return { path, message, remedy: 'Give the smaller end first.' }
  }
  if (scale === 'log' && low <= 0) {
    const message = `a logarithmic scale cannot begin at ${low}.`
    return { path, message, remedy: 'Begin above 0, or take a linear scale.' }
  }
  for (const end of range) {
    const reason = misfitOf(variants, path, end)
    if (reason) return { path, ...reason }
  }
  // A field that takes both ends and nothing between whole numbers counts something.
  const between = Math.floor(low) + 0.5
  const whole =
    Number.isInteger(low) && Number.isInteger(high) && misfitOf(variants, path, between) !== null
  return { ...parameter, whole }
}

/** Why a field cannot have a value in any of the documents; null where it can. */
function misfitOf(documents: readonly GraphDocument[], path: string, value: AttrValue) {
  const [first, ...others] = documents.map(document => misfitIn(document, path, value))
  return first && others.every(misfit => misfit !== null) ? first : null
}

function misfitIn(document: GraphDocument, path: string, value: AttrValue) {
  const assigned = assignValue(document, path, value)
  if (!assigned.ok) return assigned
  const parsed = parseDocumentValue(assigned.file)
  if (parsed.kind === 'ok') return null
  const reason = parsed.kind === 'invalid' ? parsed.reason : 'not a graph'
  return {
    message: `${value}: ${reason}.`,
    remedy: 'Give the field values that the file format allows.',
  }
}

function refuse(path: string | null, message: string, remedy: string) {
  return { ok: false as const, failure: { path, message, remedy } }
}
