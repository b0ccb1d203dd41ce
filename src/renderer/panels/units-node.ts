import type { Graph } from '../../engine/graph/types'
import { analysisOf } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { runGraph } from '../stores/run-graph'

/** The graph whose units are looked at: that of the run, else the one shown. */
export function useShownGraph(): Graph | null {
  const runDocument = useRun(({ run }) => run?.document)
  const shown = useDocument(state => analysisOf(currentDocument(state)).graph)
  return (runDocument ? runGraph() : shown) ?? null
}

/** Nodes whose units can be looked at, from the data to the node that feeds the loss. */
export function useUnitNodes(): readonly string[] {
  const graph = useShownGraph()
  return graph ? graph.nodes.filter(({ kind }) => kind !== 'loss').map(({ id }) => id) : []
}

/** The node whose units are looked at: the selected one, else the first that bends its input. */
export function useUnitsNode(selectedNodeId: string | null): string | null {
  const graph = useShownGraph()
  const nodes = graph?.nodes.filter(({ kind }) => kind !== 'loss') ?? []
  const selected = nodes.find(({ id }) => id === selectedNodeId)
  const first = nodes.find(({ kind }) => kind === 'activation') ?? nodes[1] ?? nodes[0]
  return (selected ?? first)?.id ?? null
}
