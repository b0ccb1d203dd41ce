import { create } from 'zustand'
import type { Change } from '../../engine/document/change'
import { framesOf } from '../../engine/document/frame'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { toastError, toasts } from '../stores/messages'
import { useView } from '../stores/view'
import type { LayoutRequest, LayoutResult } from './layout-graph'

/** Arranges a graph elsewhere; ends early where the signal says so. */
export type Arranger = (request: LayoutRequest, signal: AbortSignal) => Promise<LayoutResult>

/** The layout that is being worked out; null while none is. */
export const useLayout = create<{ readonly running: AbortController | null }>()(() => ({
  running: null,
}))

/** A layout that takes longer than this says so and can be stopped. */
const noticeAfterMs = 400

/**
 * Arranges the selected nodes, or all where fewer than two are selected, as one undo step. The
 * window stays usable meanwhile. Gives whether the graph was arranged.
 */
export async function arrange(arranger: Arranger = arrangeInWorker): Promise<boolean> {
  stopArranging()
  const controller = new AbortController()
  useLayout.setState({ running: controller })
  const { generation, selection } = useDocument.getState()
  const several = selection.nodes.length > 1
  const notice = setTimeout(() => showNotice(controller), noticeAfterMs)
  try {
    const result = await arranger(request(several ? selection.nodes : null), controller.signal)
    // Another document may have been opened meanwhile.
    if (controller.signal.aborted || useDocument.getState().generation !== generation) return false
    apply(result)
    if (!several) useView.getState().fit()
    return true
  } catch {
    if (!controller.signal.aborted) toastError(t('layout.failed'), t('layout.failed.remedy'))
    return false
  } finally {
    clearTimeout(notice)
    toasts.close(noticeId)
    if (useLayout.getState().running === controller) useLayout.setState({ running: null })
  }
}

/** Leaves everything where it is. */
export function stopArranging(): void {
  useLayout.getState().running?.abort()
}

const noticeId = 'layout'

function showNotice(controller: AbortController): void {
  toasts.add({
    id: noticeId,
    title: t('layout.running'),
    timeout: 0,
    actionProps: { children: t('layout.stop'), onClick: () => controller.abort() },
  })
}

function request(ids: readonly string[] | null): LayoutRequest {
  const graph = currentDocument(useDocument.getState())
  const chosen = ids && new Set(ids)
  const nodes = chosen ? graph.nodes.filter(({ id }) => chosen.has(id)) : graph.nodes
  return {
    nodes: nodes.map(({ id, position }) => ({ id, position })),
    edges: graph.edges,
    // Some of a frame's nodes cannot take it along.
    frames: chosen ? [] : framesOf(graph),
    area: canvasSize(),
  }
}

function canvasSize(): LayoutRequest['area'] {
  const { width, height } = document.querySelector('.canvas')?.getBoundingClientRect() ?? {
    width: 960,
    height: 540,
  }
  return { width, height }
}

function apply({ positions, frames }: LayoutResult): void {
  const moved: Change = { kind: 'moveNodes', positions }
  const framed = Object.entries(frames).map(([id, { x, y, width, height }]): Change => {
    return { kind: 'setFrame', id, fields: { position: { x, y }, width, height } }
  })
  const values = { count: Object.keys(positions).length }
  useDocument.getState().edit({ key: 'history.layout', values }, [moved, ...framed])
}

/** One worker for each layout: it ends with it, however long it would have gone on. */
const arrangeInWorker: Arranger = (layoutRequest, signal) => {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<LayoutResult>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutResult>) => resolve(data))
    worker.addEventListener('error', event => reject(new Error(event.message)))
    signal.addEventListener('abort', () => reject(new Error('stopped')))
    worker.postMessage(layoutRequest)
  }).finally(() => worker.terminate())
}
