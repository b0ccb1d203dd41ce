import { useState } from 'react'
import { useStoreApi } from 'reactflow'
import type { CanvasNode, FlowEdge } from './flow-elements'

/**
 * Keeps React Flow from measuring the nodes of the graph and their dots, which costs a layout of the
 * whole window for each opening, and would find no dots in a node that is too small to have any.
 * `flow-elements.ts` tells it all sizes; only frames are measured.
 */
export function useKnownSizes(): void {
  const store = useStoreApi<CanvasNode, FlowEdge>()
  // Before React Flow draws for the first time: from then on it holds the function that it found.
  useState(() => {
    const { updateNodeInternals: measure } = store.getState()
    store.setState({
      updateNodeInternals: updates => {
        const { nodeLookup } = store.getState()
        const unknown = [...updates].filter(([id]) => nodeLookup.get(id)?.type !== 'graph')
        if (unknown.length > 0) measure(new Map(unknown))
      },
    })
  })
}
