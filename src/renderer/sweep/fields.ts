import type { DocumentNode, GraphDocument } from '../../engine/document/schema'
import { nodeName } from '../../engine/document/schema'
import { type AttrSpec, type AttrValue, attrApplies } from '../../engine/nodes/attrs'
import { defaultParameters, type SweepParameter } from '../../engine/sweep/spec'
import { hasMessage, t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { trainingSpecs, trainingValue } from '../inspector/training-fields'

/** A field of the graph or of its training that a sweep can vary. */
export interface SweepField {
  /** As of `--set`. */
  readonly path: string
  /** As in the inspector, with the node's name before it. */
  readonly title: string
  /** Of the node that has it; undefined for a field of training. */
  readonly kind?: DocumentNode['kind']
  readonly spec: Exclude<AttrSpec, { type: 'text' }>
  readonly value: AttrValue
}

/** All fields that can be varied, training first, in the order and words of the inspector. */
export function sweepFields(document: GraphDocument): SweepField[] {
  return [...trainingFields(document), ...document.nodes.flatMap(nodeFields)]
}

function trainingFields({ training }: GraphDocument): SweepField[] {
  return Object.entries(trainingSpecs(training)).flatMap(([name, spec]) =>
    spec.type === 'text'
      ? []
      : [
          {
            path: trainingPath(name, training.optimizer),
            title: inContext(name, spec.title),
            spec,
            value: trainingValue(training, name),
          },
        ],
  )
}

/** `Period` says nothing by itself: `Learning-rate schedule · Period`. */
function inContext(name: string, field: string): string {
  const [record = '', within] = name.split('.')
  const title = `training.${record}`
  if (within === undefined || !hasMessage(title)) return field
  return t('sweep.ofNode', { node: t(title), field })
}

/** The place in a file of a field of the training form. */
function trainingPath(name: string, optimizer: object): string {
  if (['optimizer', 'schedule', 'clipping', 'earlyStopping'].includes(name)) {
    return `training.${name}.kind`
  }
  if (name === 'l1' || name === 'l2') return `training.regularization.${name}`
  return name in optimizer ? `training.optimizer.${name}` : `training.${name}`
}

function nodeFields(node: DocumentNode): SweepField[] {
  if (node.disabled) return []
  return Object.entries(kindInfo(node.kind).attrs).flatMap(([name, spec]) => {
    if (spec.type === 'text' || spec.hidden || !attrApplies(spec, node.attrs)) return []
    const title = t('sweep.ofNode', { node: nodeName(node), field: spec.title })
    const value = node.attrs[name] ?? spec.default
    return [{ path: `nodes.${node.id}.${name}`, title, kind: node.kind, spec, value }]
  })
}

/** Where a field is searched unless told otherwise: around its value, on the scale that suits it. */
export function parameterFor({ path, spec, value }: SweepField): SweepParameter {
  const known = defaultParameters.find(parameter => parameter.path === path)
  if (known) return known
  switch (spec.type) {
    case 'bool':
      return { path, values: [false, true] }
    case 'choice':
      return { path, values: spec.options.map(option => option.value) }
    case 'int':
      return wholeRange(path, spec, Number(value))
    case 'number':
      return numberRange(path, spec, Number(value))
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
}

function wholeRange(path: string, { min, max }: Bounds, value: number): SweepParameter {
  if (path.endsWith('.seed')) return { path, scale: 'linear', range: [1, 1000] }
  const low = Math.max(min, Math.round(value / 4))
  const high = Math.min(max, Math.max(value * 4, low + 1))
  return { path, scale: low > 0 && high >= 8 * low ? 'log' : 'linear', range: [low, high] }
}

function numberRange(
  path: string,
  {
    min,
    max,
    scale,
    exclusiveMin,
  }: Bounds & Pick<SweepField['spec'] & { type: 'number' }, 'scale' | 'exclusiveMin'>,
  value: number,
): SweepParameter {
  if (scale === 'log') {
    const middle = value > 0 ? value : 1e-4
    const [low, high] = [middle / 100, Math.min(max, middle * 100)]
    return { path, scale, range: [rounded(low), rounded(high)] }
  }
  // Shares near 1, such as a momentum, are searched there; others from their smallest on.
  if (min === 0 && max === 1) {
    const low = exclusiveMin ? 0.01 : 0
    return { path, scale: 'linear', range: value > 0.7 ? [0.5, 0.99] : [low, 0.5] }
  }
  const width = Math.abs(value) || 1
  const low = Math.max(min, value - width / 2)
  return { path, scale: 'linear', range: [rounded(low), rounded(Math.min(max, value + width))] }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
