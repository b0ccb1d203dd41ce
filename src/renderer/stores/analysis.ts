import type { DocumentNode, GraphDocument } from '../../engine/document/schema'
import { type Analysis, analyze } from '../../engine/graph/analyze'
import type { Problem } from '../../engine/graph/types'
import { currentDocument, useDocument } from './document'

let last: { document: GraphDocument; analysis: Analysis } | undefined

/** `analyze`, run again only when nodes, attrs, names or edges changed: moving nodes is free. */
export function analysisOf(document: GraphDocument): Analysis {
  if (last && (last.document === document || sameGraph(last.document, document))) {
    last = { document, analysis: last.analysis }
    return last.analysis
  }
  last = { document, analysis: analyze(document) }
  return last.analysis
}

function sameGraph(a: GraphDocument, b: GraphDocument): boolean {
  return a.edges === b.edges && sameNodes(a.nodes, b.nodes)
}

function sameNodes(a: readonly DocumentNode[], b: readonly DocumentNode[]): boolean {
  if (a === b) return true
  return (
    a.length === b.length &&
    a.every((node, index) => {
      const other = b[index]!
      return (
        node === other ||
        (node.id === other.id &&
          node.kind === other.kind &&
          node.label === other.label &&
          node.disabled === other.disabled &&
          node.attrs === other.attrs)
      )
    })
  )
}

export function useAnalysis<T>(selector: (analysis: Analysis) => T): T {
  return useDocument(state => selector(analysisOf(currentDocument(state))))
}

/** Errors before warnings, in the order they were found: what stops the training is read first. */
export function errorsFirst(problems: readonly Problem[]): Problem[] {
  const weight = ({ severity }: Problem) => (severity === 'error' ? 0 : 1)
  return problems.toSorted((a, b) => weight(a) - weight(b))
}

/** The first thing that keeps the graph from training; undefined for a sound one. */
export function firstError(analysis: Analysis): Problem | undefined {
  return analysis.problems.find(({ severity }) => severity === 'error')
}

export function errorCount(analysis: Analysis): number {
  return analysis.problems.filter(({ severity }) => severity === 'error').length
}

const gravest = new WeakMap<Analysis, ReadonlyMap<string, Problem>>()

/** The gravest problem of a node. Every node asks, so they are sorted out once for an analysis. */
export function nodeProblem(analysis: Analysis, id: string): Problem | undefined {
  let byNode = gravest.get(analysis)
  if (!byNode) {
    // The last of a node stays in the map, so the first error comes last.
    const entries = errorsFirst(analysis.problems).reverse()
    byNode = new Map(entries.flatMap(entry => (entry.nodeId ? [[entry.nodeId, entry]] : [])))
    gravest.set(analysis, byNode)
  }
  return byNode.get(id)
}

/** Whether two documents train the same way: names and positions do not count. */
export function trainsAlike(a: GraphDocument, b: GraphDocument): boolean {
  if (a === b) return true
  const core = ({ nodes, edges, training }: GraphDocument) =>
    JSON.stringify([
      nodes.map(({ id, kind, disabled, attrs }) => [id, kind, disabled, attrs]),
      edges,
      training,
    ])
  const nodesAlike =
    a.nodes.length === b.nodes.length &&
    a.nodes.every((node, index) => {
      const other = b.nodes[index]!
      return (
        node.id === other.id &&
        node.kind === other.kind &&
        node.disabled === other.disabled &&
        node.attrs === other.attrs
      )
    })
  if (nodesAlike && a.edges === b.edges && a.training === b.training) return true
  return core(a) === core(b)
}
