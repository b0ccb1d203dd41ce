import { type NodeKind, nodeKinds } from '../nodes/index'
import { documentSchema, nodeSchema, optimizerSchema, trainingSchema } from './schema'

/** Says of a field that there is none of that name, and which one may have been meant. */
export function unknownFieldText(
  name: string,
  path: readonly PropertyKey[],
  /** The record that has the field, and the one it belongs to: `node "dense1"`. */
  record: unknown,
  owner: { readonly text: string; readonly kind: unknown } | null,
): string {
  const place = owner ? `${owner.text} has no field "${name}"` : `there is no field "${name}"`
  const meant = nearest(name, knownFields(path, record, owner?.kind))
  return meant === null ? place : `${place}; did you mean "${meant}"?`
}

function knownFields(path: readonly PropertyKey[], record: unknown, kind: unknown): string[] {
  const [list, , part] = path
  if (path.length === 0) return Object.keys(documentSchema.shape)
  if (list === 'nodes' && path.length === 2) return Object.keys(nodeSchema.options[0].shape)
  if (list === 'nodes' && part === 'attrs' && typeof kind === 'string') {
    return Object.hasOwn(nodeKinds, kind) ? Object.keys(nodeKinds[kind as NodeKind].attrs) : []
  }
  if (list !== 'training') return []
  if (path.length === 1) return Object.keys(trainingSchema.shape)
  const chosen = (record as { readonly kind?: unknown }).kind
  const option = optimizerSchema.options.find(({ shape }) => shape.kind.value === chosen)
  return path[1] === 'optimizer' && option ? Object.keys(option.shape) : []
}

/** The name that is a slip of the keyboard away; null where none is. */
function nearest(name: string, names: readonly string[]): string | null {
  const most = Math.min(2, Math.floor(name.length / 3))
  const near = names
    .map(each => ({ each, slips: slipsBetween(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
  return near[0]?.each ?? null
}

/** Letters to insert, leave out, replace or swap with the next (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const [before, row] = [rows[i - 1]!, [i]]
    for (let j = 1; j <= b.length; j++) {
      const replaced = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(replaced, swapped, before[j]! + 1, row[j - 1]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
