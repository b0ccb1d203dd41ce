import { datasetInfo } from '../data/catalog'
import { ownFormat } from '../data/own'
import {
  type DocumentEdge,
  type DocumentNode,
  type GraphDocument,
  nodeName,
} from '../document/schema'
import { type DataShape, type Shape, sizeOf } from '../nodes/define-node'
import { nodeKind } from '../nodes/index'
import { checkBypass, isBypassed } from './bypass'
import { problem, shapeProblem } from './messages'
import type { Graph, GraphNode, Problem } from './types'

/** What can be said of a document without running it. */
export interface Analysis {
  /** The network to compile; null while an error stands. */
  readonly graph: Graph | null
  readonly problems: readonly Problem[]
  /** Output shape of every node that has one so far, without the batch axis. */
  readonly shapes: ReadonlyMap<string, Shape>
  /** Trained values per node. */
  readonly parameterCounts: ReadonlyMap<string, number>
}

/** Largest tensor a node may ask for, in elements: beyond it nothing could be allocated. */
const maxTensorSize = 2 ** 31

/**
 * Validates a document and infers every shape. Pure, and defined for any document: what is wrong
 * comes back as problems that name the node and the remedy, and shapes reach as far as they can.
 */
export function analyze(document: GraphDocument): Analysis {
  const wiring = wire(document)
  const problems: Problem[] = [...wiring.problems]
  const { order, cycle } = topologicalOrder(document.nodes, wiring.inputs)
  if (cycle.length > 0) {
    problems.push(problem('cycle', cycle[0]!, nameCycle(cycle)))
  }

  const data = document.nodes.filter(node => node.kind === 'data')
  const losses = document.nodes.filter(node => node.kind === 'loss')
  if (data.length === 0) problems.push(problem('noData', null))
  for (const extra of data.slice(1)) problems.push(problem('severalData', extra))
  if (losses.length === 0) problems.push(problem('noLoss', null))
  for (const extra of losses.slice(1)) problems.push(problem('severalLosses', extra))

  for (const node of document.nodes) {
    const check = checkBypass(node)
    if (node.disabled && !check.ok) problems.push(problem('cannotBypass', node, check.reason))
  }
  const used = ancestors(losses, withoutBypassed(document.nodes, wiring.inputs))
  for (const node of document.nodes) {
    if (used.has(node.id)) problems.push(...arityProblems(node, wiring.inputs.get(node.id) ?? []))
    else if (losses.length > 0 && !isBypassed(node)) problems.push(problem('unused', node))
  }

  const shapes = new Map<string, Shape>()
  const parameterCounts = new Map<string, number>()
  const nodes: GraphNode[] = []
  /** By the id of a bypassed node, the node whose output passes in its place. */
  const passing = new Map<string, string>()
  const dataShape = dataShapeOf(data[0], problems)
  if (dataShape) {
    for (const node of order) {
      const sources = (wiring.inputs.get(node.id) ?? []).map(id => passing.get(id) ?? id)
      if (isBypassed(node)) {
        const [source] = sources
        const shape = source === undefined ? undefined : shapes.get(source)
        if (source === undefined || !shape) continue
        passing.set(node.id, source)
        shapes.set(node.id, shape)
        continue
      }
      const inferred = inferNode(node, sources, shapes, dataShape)
      if (!inferred) continue
      if (!inferred.ok) {
        // What does not lead to the loss does not keep the rest from training.
        const isLeftOut = losses.length > 0 && !used.has(node.id)
        problems.push(isLeftOut ? { ...inferred.problem, severity: 'warning' } : inferred.problem)
        continue
      }
      shapes.set(node.id, inferred.node.shape)
      parameterCounts.set(node.id, inferred.parameters)
      if (used.has(node.id)) nodes.push(inferred.node)
    }
  }

  const sound = !problems.some(({ severity }) => severity === 'error')
  const dataNode = nodes.find(node => node.kind === 'data')
  const lossNode = nodes.find(node => node.kind === 'loss')
  const graph =
    sound && dataShape && dataNode && lossNode
      ? { nodes, data: dataNode, loss: lossNode, dataShape }
      : null
  return { graph, problems, shapes, parameterCounts }
}

/** Ids of the nodes that feed each node, in document order, and edges that lead nowhere. */
function wire(document: GraphDocument) {
  const byId = new Map(document.nodes.map(node => [node.id, node]))
  const inputs = new Map<string, string[]>()
  const problems: Problem[] = []
  for (const edge of document.edges) {
    const from = byId.get(edge.from.node)
    const to = byId.get(edge.to.node)
    if (!from || !to) continue
    const wrong = wrongPort(from, to, edge)
    if (wrong) problems.push(wrong)
    else append(inputs, to.id, from.id)
  }
  return { inputs, problems }
}

/** The inputs that count: of a bypassed node, the first. */
function withoutBypassed(
  nodes: readonly DocumentNode[],
  inputs: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const counting = new Map(inputs)
  for (const node of nodes) {
    if (isBypassed(node)) counting.set(node.id, (inputs.get(node.id) ?? []).slice(0, 1))
  }
  return counting
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

function wrongPort(from: DocumentNode, to: DocumentNode, edge: DocumentEdge): Problem | undefined {
  if (!nodeKind(from.kind).hasOutput || edge.from.port !== 'y') {
    return problem('wrongPort', from, edge.from.port)
  }
  return nodeKind(to.kind).inputs.some(port => port.name === edge.to.port)
    ? undefined
    : problem('wrongPort', to, edge.to.port)
}

/** Kahn's algorithm; nodes it cannot place lie on a cycle or behind one. */
function topologicalOrder(
  nodes: readonly DocumentNode[],
  inputs: ReadonlyMap<string, readonly string[]>,
): { order: DocumentNode[]; cycle: DocumentNode[] } {
  const waiting = new Map(nodes.map(node => [node.id, (inputs.get(node.id) ?? []).length]))
  const outputs = new Map<string, string[]>()
  for (const [id, sources] of inputs) {
    for (const source of sources) append(outputs, source, id)
  }
  const byId = new Map(nodes.map(node => [node.id, node]))
  const order: DocumentNode[] = []
  const ready = nodes.filter(node => waiting.get(node.id) === 0)
  for (let i = 0; i < ready.length; i++) {
    const node = ready[i]!
    order.push(node)
    for (const id of outputs.get(node.id) ?? []) {
      const left = waiting.get(id)! - 1
      waiting.set(id, left)
      if (left === 0) ready.push(byId.get(id)!)
    }
  }
  return { order, cycle: order.length === nodes.length ? [] : findCycle(nodes, order, inputs) }
}

/** One cycle among the nodes that have no place in the order, from its first node in the document on. */
function findCycle(
  nodes: readonly DocumentNode[],
  order: readonly DocumentNode[],
  inputs: ReadonlyMap<string, readonly string[]>,
): DocumentNode[] {
  const placed = new Set(order.map(node => node.id))
  const byId = new Map(nodes.map(node => [node.id, node]))
  const path: string[] = []
  // Every unplaced node has an unplaced source, so walking against the edges must repeat one.
  let at = nodes.find(node => !placed.has(node.id))!.id
  while (!path.includes(at)) {
    path.push(at)
    at = inputs.get(at)!.find(source => !placed.has(source))!
  }
  const cycle = path
    .slice(path.indexOf(at))
    .reverse()
    .map(id => byId.get(id)!)
  const members = new Set(cycle)
  const first = cycle.indexOf(nodes.find(node => members.has(node))!)
  return [...cycle.slice(first), ...cycle.slice(0, first)]
}

const namedAtMost = 6

/** `sum → a → b`, shortened where the loop is long. */
function nameCycle(cycle: readonly DocumentNode[]): string {
  const names = cycle.map(nodeName)
  return names.length <= namedAtMost
    ? names.join(' → ')
    : `${names.slice(0, namedAtMost).join(' → ')} → … (${names.length} nodes)`
}

function ancestors(
  of: readonly DocumentNode[],
  inputs: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const found = new Set(of.map(node => node.id))
  const queue = [...found]
  for (let i = 0; i < queue.length; i++) {
    for (const source of inputs.get(queue[i]!) ?? []) {
      if (!found.has(source)) {
        found.add(source)
        queue.push(source)
      }
    }
  }
  return found
}

function arityProblems(node: DocumentNode, sources: readonly string[]): Problem[] {
  const [port] = nodeKind(node.kind).inputs
  if (!port) return []
  if (sources.length === 0) return [problem('missingInput', node)]
  if (isBypassed(node)) return []
  if (port.many) {
    return sources.length < 2 ? [problem('tooFewInputs', node, 'one input')] : []
  }
  return sources.length > 1 ? [problem('tooManyInputs', node, `${sources.length}`)] : []
}

function dataShapeOf(node: DocumentNode | undefined, problems: Problem[]): DataShape | undefined {
  if (!node) return undefined
  const info = datasetInfo(node.attrs)
  if (!info) {
    const kind = ownFormat(node.attrs) ? 'noDataFile' : 'unknownDataset'
    problems.push(problem(kind, node, String(node.attrs.dataset)))
    return undefined
  }
  return {
    features: info.features,
    classes: info.classes,
    targetFeatures: info.targetFeatures,
    regression: info.task === 'regression',
  }
}

type Inferred =
  | { readonly ok: true; readonly node: GraphNode; readonly parameters: number }
  | { readonly ok: false; readonly problem: Problem }

/** Undefined while an input's shape is not known: the problem then stands at another node. */
function inferNode(
  node: DocumentNode,
  inputs: readonly string[],
  shapes: ReadonlyMap<string, Shape>,
  dataShape: DataShape,
): Inferred | undefined {
  const definition = nodeKind(node.kind)
  const inputShapes = inputs.map(id => shapes.get(id))
  const [port] = definition.inputs
  if (port && inputShapes.length === 0) return undefined
  if (!inputShapes.every(shape => shape !== undefined)) return undefined
  const result = definition.shape(inputShapes, node.attrs as never, dataShape)
  if (!result.ok) return { ok: false, problem: shapeProblem(node, result.reason, result.remedy) }
  const params = Object.values(definition.params(inputShapes, node.attrs as never))
  const sizes = [sizeOf(result.shape), ...params.map(param => sizeOf(param.shape))]
  const largest = Math.max(...sizes)
  if (largest > maxTensorSize) {
    return {
      ok: false,
      problem: problem('tooLarge', node, `a tensor of ${largest.toLocaleString('en')} values`),
    }
  }
  return {
    ok: true,
    node: {
      id: node.id,
      name: nodeName(node),
      kind: node.kind,
      attrs: node.attrs,
      inputs,
      inputShapes,
      shape: result.shape,
    },
    parameters: params.reduce((sum, param) => sum + sizeOf(param.shape), 0),
  }
}
