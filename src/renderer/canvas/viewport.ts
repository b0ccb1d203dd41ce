/** Moves what the canvas shows. */
export interface Viewport {
  zoomIn(): void
  zoomOut(): void
  /** 1 shows the graph in its own size. */
  zoomTo(level: number): void
  fitNodes(ids: readonly string[]): void
}

const nothing = () => {}
const none: Viewport = { zoomIn: nothing, zoomOut: nothing, zoomTo: nothing, fitNodes: nothing }
let current = none

/** The canvas tells how its view is moved; null when it goes. */
export function setViewport(viewport: Viewport | null): void {
  current = viewport ?? none
}

/** The view of the canvas that is in the window; without one, moving it does nothing. */
export function viewport(): Viewport {
  return current
}
