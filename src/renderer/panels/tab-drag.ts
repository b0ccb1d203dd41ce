import type { DragEvent } from 'react'
import { create } from 'zustand'
import type { PanelId } from '../../shared/panels'

/** The panel whose tab is being dragged. */
export const useTabDrag = create<{ readonly dragged: PanelId | null }>()(() => ({ dragged: null }))

/** Handlers of a tab that can be dragged. */
export function dragTab(id: PanelId) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', '')
      // The browser ends a drag whose beginning changes the page.
      requestAnimationFrame(() => useTabDrag.setState({ dragged: id }))
    },
    onDragEnd: () => useTabDrag.setState({ dragged: null }),
  }
}

/** Handlers of a place that takes a dragged tab. */
export function takeTab(over: (event: DragEvent) => void, drop: (id: PanelId) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (useTabDrag.getState().dragged === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      over(event)
    },
    onDrop: (event: DragEvent) => {
      const { dragged } = useTabDrag.getState()
      if (dragged === null) return
      event.preventDefault()
      useTabDrag.setState({ dragged: null })
      drop(dragged)
    },
  }
}
