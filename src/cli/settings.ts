import {
  clippingSchema,
  earlyStoppingSchema,
  type GraphDocument,
  optimizerSchema,
  scheduleSchema,
} from '../engine/document/schema'
import { switchKind } from '../engine/document/switch-kind'
import { nodeKind } from '../engine/nodes/index'
import { CliFailure } from './failure'

/**
 * Applies `PATH=VALUE` to a copy of a document. `training.…` is a path into the file;
 * `nodes.ID.ATTR` sets an attr (or `label`) of the node with that id. Only fields that exist
 * can be set; whether the value fits is for the schema to say. A new `kind` of the optimizer, the
 * schedule, the clipping or early stopping brings its own fields with their defaults, so they can be set next.
 *
 * @throws CliFailure when the path leads nowhere.
 */
export function applySetting(document: GraphDocument, assignment: string): unknown {
  const equals = assignment.indexOf('=')
  if (equals < 1) {
    throw new CliFailure(
      `--set ${assignment}: it has no "=".`,
      'Write PATH=VALUE, such as training.optimizer.learningRate=0.1.',
    )
  }
  const path = assignment.slice(0, equals).split('.')
  const text = assignment.slice(equals + 1)
  const copy = structuredClone(document) as unknown as Record<string, unknown>
  const [target, field, known] = locate(copy, document, path, assignment)
  if (!known.includes(field)) {
    throw new CliFailure(
      `--set ${assignment}: there is no "${field}" in ${path.slice(0, -1).join('.') || 'the file'}.`,
      `There is: ${known.join(', ')}.`,
    )
  }
  if (path[0] === 'training' && path.length === 3 && field === 'kind') {
    setKind(copy.training as Record<string, unknown>, path[1]!, text, assignment)
    return copy
  }
  target[field] = isText(target, field, document, path) ? text : parseValue(text)
  return copy
}

const unions = {
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  clipping: clippingSchema,
  earlyStopping: earlyStoppingSchema,
} as const

function setKind(
  training: Record<string, unknown>,
  name: string,
  kind: string,
  assignment: string,
): void {
  const union = unions[name as keyof typeof unions]
  const changed = switchKind<{ kind: string }>(union, training[name] as never, kind)
  if (!changed) {
    throw new CliFailure(
      `--set ${assignment}: there is no ${name} "${kind}".`,
      `There is: ${union.options.map(({ shape }) => shape.kind.value).join(', ')}.`,
    )
  }
  training[name] = changed
}

type Target = [target: Record<string, unknown>, field: string, known: readonly string[]]

function locate(
  copy: Record<string, unknown>,
  document: GraphDocument,
  path: readonly string[],
  assignment: string,
): Target {
  const [root, ...rest] = path
  const field = path.at(-1)!
  if (root === 'nodes') {
    const index = document.nodes.findIndex(node => node.id === rest[0])
    if (index < 0) {
      throw new CliFailure(
        `--set ${assignment}: there is no node "${rest[0] ?? ''}".`,
        `There is: ${document.nodes.map(node => node.id).join(', ')}.`,
      )
    }
    const node = (copy.nodes as Record<string, unknown>[])[index]!
    const attrs = node.attrs as Record<string, unknown>
    const names = rest[1] === 'attrs' ? rest.slice(2) : rest.slice(1)
    if (names.length === 1 && names[0] === 'label') return [node, 'label', ['label']]
    return [attrs, names.join('.'), Object.keys(nodeKind(document.nodes[index]!.kind).attrs)]
  }
  if (root === 'training') {
    let target = copy.training as Record<string, unknown>
    for (const name of rest.slice(0, -1)) {
      const next = Object.hasOwn(target, name) ? target[name] : undefined
      if (typeof next !== 'object' || next === null) {
        throw new CliFailure(
          `--set ${assignment}: there is no "${name}" with fields of its own.`,
          `There is: ${Object.keys(target).join(', ')}.`,
        )
      }
      target = next as Record<string, unknown>
    }
    return [target, field, Object.keys(target)]
  }
  throw new CliFailure(
    `--set ${assignment}: a path starts with "training." or "nodes.".`,
    'Write, for example, nodes.dense1.units=64.',
  )
}

/** A label or a name of a file is text even where it looks like a number. */
function isText(
  target: Record<string, unknown>,
  field: string,
  { nodes }: GraphDocument,
  [root, id]: readonly string[],
): boolean {
  if (root !== 'nodes') return false
  if (field === 'label' && 'kind' in target) return true
  const node = nodes.find(each => each.id === id)
  return !!node && nodeKind(node.kind).attrs[field]?.type === 'text'
}

/** Numbers and booleans as such, JSON objects as objects, anything else as text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
