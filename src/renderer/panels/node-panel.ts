/** What panels with a row or a point for each node are given. */
export interface NodePanelProps {
  selectedNodeId: string | null
  onSelectNode: (id: string) => void
  nodeLabel: (id: string) => string
}
