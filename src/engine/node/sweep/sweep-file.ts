import Papa from 'papaparse'
import type { GraphDocument } from '../../document/schema'
import type { AttrValue } from '../../nodes/attrs'
import type { Sweep } from '../../sweep/resolve'
import { rankTrials, type TrialResult, trialValues } from '../../sweep/trial'
import { trainingKey } from '../training-key'

/** What a table of trials says of its sweep, in every row, so that it can be continued. */
interface SweepMarks {
  readonly seed: string
  readonly method: string
  readonly length: string
  readonly graph: string
}

const measured = [
  'state',
  'validationLoss',
  'validationAccuracy',
  'trainLoss',
  'trainAccuracy',
  'steps',
  'epochs',
  'weightsHash',
  'reason',
] as const
const marks = ['seed', 'method', 'length', 'graph'] as const

/**
 * Trials as CSV: a row for each, with its rank once the sweep is over, its values under the paths of
 * the fields, what was measured, and what sweep it is of. No column depends on time or threads.
 */
export class SweepTable {
  private readonly marks: SweepMarks

  constructor(
    document: GraphDocument,
    private readonly sweep: Sweep,
  ) {
    const { spec } = sweep
    const { length } = spec
    const epochs = `${document.training.epochs} epochs`
    this.marks = {
      seed: spec.method === 'random' ? String(spec.seed) : '',
      method: spec.method,
      length: length ? `${length.count} ${length.unit}` : epochs,
      graph: graphOf(document, sweep),
    }
  }

  get paths(): string[] {
    return this.sweep.spec.parameters.map(({ path }) => path)
  }

  get header(): string {
    return csvLine(['rank', 'trial', ...this.paths, ...measured, ...marks])
  }

  row(result: TrialResult, rank: number | null = null): string {
    const { validation, train } = result
    return csvLine([
      rank,
      result.trial,
      ...result.values,
      result.state,
      validation?.loss ?? null,
      validation?.accuracy ?? null,
      train?.loss ?? null,
      train?.accuracy ?? null,
      result.steps,
      result.epochs,
      result.weightsHash,
      result.reason,
      ...marks.map(mark => this.marks[mark]),
    ])
  }

  /** The whole table, best first. */
  text(results: readonly TrialResult[]): string {
    const ranked = rankTrials(results, this.sweep.spec.objective)
    return this.header + ranked.map((result, i) => this.row(result, i + 1)).join('')
  }

  /**
   * Reads a table back. What a crash cut off at its end is left out.
   *
   * @returns the trials; or what the table has that this sweep has not.
   */
  read(
    text: string,
  ):
    | { readonly ok: true; readonly results: TrialResult[] }
    | { readonly ok: false; readonly problem: string } {
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    const { data } = Papa.parse<Record<string, string>>(whole, {
      header: true,
      skipEmptyLines: true,
    })
    const head = Papa.parse<string[]>(whole, { preview: 1 }).data[0] ?? []
    const problem = this.headProblem(head)
    if (problem) return { ok: false, problem }
    const results: TrialResult[] = []
    for (const row of data) {
      const result = this.readRow(row)
      if (typeof result === 'string') return { ok: false, problem: result }
      results.push(result)
    }
    return { ok: true, results }
  }

  private headProblem(head: readonly string[]): string | null {
    const isSweep = ['rank', 'trial', ...measured, ...marks].every(name => head.includes(name))
    if (!isSweep) return 'it is no table of a sweep'
    const theirs = head.slice(2, head.indexOf(measured[0]))
    const { paths } = this
    const differs = theirs.length !== paths.length || theirs.some((path, i) => path !== paths[i])
    return differs ? `it sweeps ${theirs.join(', ')}, not ${paths.join(', ')}` : null
  }

  private readRow(row: Readonly<Record<string, string>>): TrialResult | string {
    const differing = marks.find(mark => row[mark] !== this.marks[mark])
    if (differing === 'graph') return 'its trials are of another graph or other training settings'
    if (differing) {
      return `its ${differing} is ${row[differing] || 'none'}, not ${this.marks[differing]}`
    }
    const trial = Number(row.trial)
    const values = trialValues(this.sweep, trial)
    const at = values.findIndex((value, i) => String(value) !== row[this.paths[i]!])
    if (at >= 0) {
      const path = this.paths[at]!
      return `in its trial ${trial}, ${path} is ${row[path]}, not ${values[at]}: the range, scale or list differs`
    }
    const metrics = (loss: string, accuracy: string) =>
      loss === '' ? null : { loss: Number(loss), accuracy: accuracy ? Number(accuracy) : null }
    return {
      trial,
      values,
      state: row.state as TrialResult['state'],
      validation: metrics(row.validationLoss!, row.validationAccuracy!),
      train: metrics(row.trainLoss!, row.trainAccuracy!),
      steps: Number(row.steps),
      epochs: Number(row.epochs),
      weightsHash: row.weightsHash || null,
      reason: row.reason || null,
    }
  }
}

/** The same for documents that differ in nothing but what is swept, names, places and epochs. */
function graphOf(document: GraphDocument, { spec }: Sweep): string {
  const swept = new Set(spec.parameters.map(({ path }) => path))
  const rest = <T extends object>(record: T, place: string): T =>
    Object.fromEntries(
      Object.entries(record).flatMap(([name, value]) => {
        const path = `${place}.${name}`
        if (swept.has(path)) return []
        const isRecord = typeof value === 'object' && value !== null
        return [[name, isRecord ? rest(value, path) : value]]
      }),
    ) as T
  const nodes = document.nodes.map(node => ({
    ...node,
    attrs: rest(node.attrs, `nodes.${node.id}`),
  }))
  const training = rest(document.training, 'training')
  return trainingKey({ ...document, nodes, training }).slice(0, 16)
}

function csvLine(cells: readonly (AttrValue | null)[]): string {
  return `${Papa.unparse([cells.map(cell => (cell === null ? '' : String(cell)))])}\n`
}
