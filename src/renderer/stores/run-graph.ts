import type { GraphDocument } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import type { Graph } from '../../engine/graph/types'
import { useRun } from './run'

let last: { document: GraphDocument; graph: Graph | null } | undefined

/** The graph that is trained, as it was when its run began; null without a run. */
export function runGraph(): Graph | null {
  const document = useRun.getState().run?.document
  if (!document) return null
  if (last?.document !== document) last = { document, graph: analyze(document).graph ?? null }
  return last.graph
}
