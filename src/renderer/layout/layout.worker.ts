import { type LayoutRequest, layoutGraph } from './layout-graph'

addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
  postMessage(layoutGraph(data))
})
