import { nodeKind } from '../nodes/index'
import {
  clippingSchema,
  earlyStoppingSchema,
  type GraphDocument,
  optimizerSchema,
  scheduleSchema,
} from './schema'
import { switchKind } from './switch-kind'

/** A document with one field changed, for the schema to judge; or why there is no such field. */
export type Assigned =
  | { readonly ok: true; readonly file: unknown }
  | { readonly ok: false; readonly message: string; readonly remedy: string }

/**
 * A copy of a document with one field set. `name` and `training.…` are paths into the file; `nodes.ID.ATTR`
 * is an attr of the node with that id, and so are its `label`, `disabled`, `position.x` and `position.y`.
 * What makes a node what it is, its id and kind, cannot be set. Only fields that exist can be set; whether the value fits
 * is for the schema to say. A new `kind` of the optimizer, the schedule, the clipping or early stopping
 * brings its own fields with their defaults, so they can be set next.
 */
export function assignValue(document: GraphDocument, path: string, value: unknown): Assigned {
  return assign(document, path, () => value)
}

/** The same for a value as it is typed: what looks like JSON is, but where the field is a text. */
export function assignText(document: GraphDocument, path: string, text: string): Assigned {
  return assign(document, path, isText => (isText ? text : parseValue(text)))
}

function assign(
  document: GraphDocument,
  path: string,
  valueFor: (isText: boolean) => unknown,
): Assigned {
  const parts = path.split('.')
  const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>
  const located = locate(copy, document, parts)
  if (!located.ok) return located
  const { target, field, known } = located
  if (!known.includes(field)) {
    const place = parts.slice(0, -1).join('.') || 'the file'
    return refuse(`there is no "${field}" in ${place}.`, known)
  }
  const value = valueFor(isText(target, field, document, parts))
  if (parts[0] === 'training' && parts.length === 3 && field === 'kind') {
    return setKind(copy, parts[1]!, String(value))
  }
  // A file has nothing to say of a node that takes part.
  if (field === 'disabled' && value === false) delete target[field]
  else target[field] = value
  return { ok: true, file: copy }
}

const unions = {
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  clipping: clippingSchema,
  earlyStopping: earlyStoppingSchema,
} as const

function setKind(copy: Record<string, unknown>, name: string, kind: string): Assigned {
  const training = copy.training as Record<string, unknown>
  const union = unions[name as keyof typeof unions]
  const changed = switchKind<{ kind: string }>(union, training[name] as never, kind)
  if (!changed) {
    const kinds = union.options.map(({ shape }) => shape.kind.value)
    return refuse(`there is no ${name} "${kind}".`, kinds)
  }
  training[name] = changed
  return { ok: true, file: copy }
}

/** Fields of a node that are none of its attrs. */
const nodeFields: ReadonlySet<string> = new Set(['label', 'disabled'])

interface Place {
  readonly ok: true
  readonly target: Record<string, unknown>
  readonly field: string
  readonly known: readonly string[]
}

function locate(
  copy: Record<string, unknown>,
  document: GraphDocument,
  path: readonly string[],
): Place | (Assigned & { ok: false }) {
  const [root, ...rest] = path
  const field = path.at(-1)!
  if (root === 'name' && rest.length === 0) {
    return { ok: true, target: copy, field, known: ['name'] }
  }
  if (root === 'nodes') {
    const index = document.nodes.findIndex(node => node.id === rest[0])
    if (index < 0) {
      const ids = document.nodes.map(node => node.id)
      return refuse(`there is no node "${rest[0] ?? ''}".`, ids)
    }
    const target = (copy.nodes as Record<string, unknown>[])[index]!
    const names = rest[1] === 'attrs' ? rest.slice(2) : rest.slice(1)
    const attrs = Object.keys(nodeKind(document.nodes[index]!.kind).attrs)
    if (names.length === 0) {
      return refuse(`there is no field after ${path.join('.')}.`, attrs)
    }
    if (rest[1] !== 'attrs' && names.length === 1 && nodeFields.has(field)) {
      return { ok: true, target, field, known: [field] }
    }
    if (rest[1] === 'position' && names.length === 2) {
      const position = target.position as Record<string, unknown>
      return { ok: true, target: position, field, known: ['x', 'y'] }
    }
    const within = target.attrs as Record<string, unknown>
    return { ok: true, target: within, field: names.join('.'), known: attrs }
  }
  if (root === 'training') {
    let target = copy.training as Record<string, unknown>
    for (const name of rest.slice(0, -1)) {
      const next = Object.hasOwn(target, name) ? target[name] : undefined
      if (typeof next !== 'object' || next === null) {
        return refuse(`there is no "${name}" with fields of its own.`, Object.keys(target))
      }
      target = next as Record<string, unknown>
    }
    return { ok: true, target, field, known: Object.keys(target) }
  }
  return {
    ok: false,
    message: 'a path starts with "training." or "nodes.".',
    remedy: 'Write, for example, nodes.dense1.units=64.',
  }
}

function refuse(message: string, known: readonly string[]): Assigned & { ok: false } {
  return { ok: false, message, remedy: `There is: ${known.join(', ')}.` }
}

/** A name, a label or a name of a file is text even where it looks like a number. */
function isText(
  target: Record<string, unknown>,
  field: string,
  { nodes }: GraphDocument,
  [root, id]: readonly string[],
): boolean {
  if (root === 'name') return true
  if (root !== 'nodes') return false
  if (field === 'label' && 'kind' in target) return true
  const node = nodes.find(each => each.id === id)
  return !!node && nodeKind(node.kind).attrs[field]?.type === 'text'
}

/** Numbers and booleans as such, JSON objects as objects, anything else as text. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
