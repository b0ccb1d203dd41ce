import { create } from 'zustand'
import type { DataInspection, InspectionOutcome, TableSample } from '../../engine/data/inspection'
import { type OwnSourceId, ownFormat, ownSources } from '../../engine/data/own'
import type { DocumentNode } from '../../engine/document/schema'
import type { AttrValue, AttrValues } from '../../engine/nodes/attrs'
import type { EngineEvent } from '../../engine/protocol'
import { bridge } from '../bridge'
import { currentDocument, useDocument } from './document'
import { engine, useRun } from './run'

/** How far looking at a data set is. */
export type DataReading =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly share: number; readonly rows: number }
  | { readonly state: 'done'; readonly outcome: InspectionOutcome }
  /** The engine ended before it was read. */
  | { readonly state: 'lost' }

interface DataView {
  readonly open: boolean
  /** The data node that is looked at; null where the graph has none yet. */
  readonly nodeId: string | null
  /** What that node will hold; its document stays as it is until then. */
  readonly attrs: AttrValues
  readonly reading: DataReading
  /** The first rows of a table and what its columns are taken for, even where the rest is faulty. */
  readonly sample: TableSample | null
  /** The newest that could be read, shown while it is read in another way. */
  readonly shown: DataInspection | null
}

const closed: DataView = {
  open: false,
  nodeId: null,
  attrs: {},
  reading: { state: 'none' },
  sample: null,
  shown: null,
}

export const useDataView = create<DataView>()(() => closed)

let lastId = 0

/** The node whose data a view shows: the selected one, or the only one. */
function dataNode(): DocumentNode | null {
  const state = useDocument.getState()
  const nodes = currentDocument(state).nodes.filter(({ kind }) => kind === 'data')
  return nodes.find(({ id }) => state.selection.nodes.includes(id)) ?? nodes[0] ?? null
}

/** Shows the data of the graph. */
export function openDataView(node: DocumentNode | null = dataNode()): void {
  const attrs = node?.attrs ?? {}
  useDataView.setState({ ...closed, open: true, nodeId: node?.id ?? null, attrs })
  if (node && (ownFormat(attrs) === null || attrs.path)) look()
}

export function closeDataView(): void {
  cancelReading()
  useDataView.setState(closed)
}

/** Takes the data in another way; looks at it anew. */
export function setDataAttrs(patch: Readonly<Record<string, AttrValue>>): void {
  useDataView.setState(({ attrs }) => ({ attrs: { ...attrs, ...patch } }))
  look()
}

/** Lets the user choose a file; what was said of the one before holds no more. */
export async function chooseData(source: OwnSourceId): Promise<void> {
  const answer = await bridge().request('data.choose', { source })
  if (answer.kind === 'chosen' && useDataView.getState().open) takeFile(source, answer.path)
}

/** Shows data that was dropped on the window, as what the graph could be trained on. */
export function showDroppedData(source: OwnSourceId, path: string, labels?: string): void {
  if (!useDataView.getState().open) {
    const node = dataNode()
    const attrs = node?.attrs ?? {}
    useDataView.setState({ ...closed, open: true, nodeId: node?.id ?? null, attrs })
  }
  takeFile(source, path, labels)
}

function takeFile(source: OwnSourceId, path: string, labels?: string): void {
  const { attrs } = useDataView.getState()
  const kept = Object.fromEntries(
    Object.entries(attrs).filter(([name]) => !importedAttrs.includes(name)),
  )
  useDataView.setState({
    attrs: { ...kept, dataset: source, path, ...(labels !== undefined && { labels }) },
    sample: null,
    shown: null,
  })
  look()
}

/** The same data from another place: all that was said of it still holds. */
export async function locateData(): Promise<void> {
  const { attrs } = useDataView.getState()
  const source = String(attrs.dataset) as OwnSourceId
  if (!Object.hasOwn(ownSources, source)) return
  const answer = await bridge().request('data.choose', { source })
  if (answer.kind === 'chosen') setDataAttrs({ path: answer.path })
}

/** Lets the user choose the labels that belong to IDX images. */
export async function chooseLabels(): Promise<void> {
  const answer = await bridge().request('data.choose', { source: 'labels' })
  if (answer.kind === 'chosen') setDataAttrs({ labels: answer.path })
}

/** What importing sets, apart from what is measured. */
export const importedAttrs: readonly string[] = [
  'path',
  'labels',
  'delimiter',
  'encoding',
  'header',
  'decimal',
  'target',
  'task',
  'missing',
  'categorical',
  'ignored',
]

function look(): void {
  const { attrs } = useDataView.getState()
  const { seed } = currentDocument(useDocument.getState()).training
  useDataView.setState({ reading: { state: 'reading', share: 0, rows: 0 } })
  void engine.send({ type: 'inspectData', inspectionId: ++lastId, attrs, seed })
}

/** Reads the data again, with another engine where the one before ended over it. */
export function readAgain(): void {
  look()
}

/** Gives up reading; what was shown before stays. */
export function cancelReading(): void {
  if (useDataView.getState().reading.state !== 'reading') return
  void engine.send({ type: 'cancelInspection', inspectionId: lastId })
  useDataView.setState({ reading: { state: 'none' } })
}

/** Follows the engine and the document; returns a function that stops. */
export function followDataView(): () => void {
  const stops = [
    engine.listen(receive),
    useDocument.subscribe((state, before) => {
      if (state.generation !== before.generation && useDataView.getState().open) closeDataView()
    }),
    useRun.subscribe(({ engine: link }) => {
      const isGone = link.state === 'crashed' || link.state === 'failed'
      if (isGone && useDataView.getState().reading.state === 'reading') {
        useDataView.setState({ reading: { state: 'lost' } })
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    useDataView.setState(closed)
  }
}

function receive(event: EngineEvent): void {
  if (event.type === 'inspecting' && event.inspectionId === lastId) {
    const { share, rows, sample } = event
    useDataView.setState({
      reading: { state: 'reading', share, rows },
      ...(sample && { sample }),
    })
  }
  if (event.type === 'inspected' && event.inspectionId === lastId) {
    const { result } = event
    useDataView.setState({
      reading: { state: 'done', outcome: result },
      ...(result.ok && { shown: result.inspection }),
    })
  }
}
