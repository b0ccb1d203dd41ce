import { create } from 'zustand'
import { type Attenuation, attenuationOf } from '../../engine/diagnosis/attenuation'
import { type Finding, soundThresholds } from '../../engine/diagnosis/finding'
import { RunMonitor } from '../../engine/diagnosis/monitor'
import type { GraphDocument } from '../../engine/document/schema'
import type { Graph } from '../../engine/graph/types'
import type { EngineEvent, Xray } from '../../engine/protocol'
import { rowValue, type TelemetryRow } from '../../engine/telemetry/layout'
import { t } from '../i18n/index'
import { analysisOf, trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, isRunning, useRun } from './run'
import { useSettings } from './settings'

/** A network before training, as it was when it was looked at. */
export interface Examined {
  readonly document: GraphDocument
  readonly graph: Graph
  readonly xray: Xray
  readonly findings: readonly Finding[]
  readonly attenuation: Attenuation
  /** RMS gradient of each node's weights. */
  readonly gradients: ReadonlyMap<string, number>
}

type XrayState =
  /** There is no sound graph. */
  | { readonly state: 'none' }
  /** Asked for, or about to be. */
  | { readonly state: 'working'; readonly last: Examined | null }
  /** A run is under way: it comes first. */
  | { readonly state: 'busy'; readonly last: Examined | null }
  | { readonly state: 'ready'; readonly last: Examined }
  | { readonly state: 'refused'; readonly message: string; readonly remedy: string }

export const useXray = create<{ readonly now: XrayState }>()(() => ({ now: { state: 'none' } }))

/** Edits that follow each other faster are waited for. */
const debounceMs = 350

let timer: ReturnType<typeof setTimeout> | undefined
let lastId = 0
/** The graph that was asked about last; null when the next change has to ask again. */
let asked: GraphDocument | null = null

/** Looks at every sound graph soon after it was edited; returns a function that stops. */
export function followXray(): () => void {
  const stops = [
    useDocument.subscribe(consider),
    useRun.subscribe((state, before) => {
      if (state.engine.state !== before.engine.state) asked = null
      if (state.run?.state !== before.run?.state || state.engine !== before.engine) consider()
    }),
    useSettings.subscribe((state, before) => {
      if (state.thresholds !== before.thresholds) judgeAgain()
    }),
    engine.listen(receive),
  ]
  consider()
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    asked = null
    useXray.setState({ now: { state: 'none' } })
  }
}

/** What was seen last, where it is of the present graph or of one like it. */
export function lastExamined(now: XrayState): Examined | null {
  return 'last' in now ? now.last : null
}

function consider(): void {
  const { open } = useDocument.getState()
  const document = currentDocument(useDocument.getState())
  const { engine: link, run } = useRun.getState()
  // A run overtakes what was asked for: it is asked for again after it.
  if (isRunning(run) && useXray.getState().now.state === 'working') asked = null
  if (asked && trainsAlike(asked, document)) return
  clearTimeout(timer)
  if (!open || !analysisOf(document).graph) {
    asked = null
    lastId++
    useXray.setState({ now: { state: 'none' } })
    return
  }
  const last = lastExamined(useXray.getState().now)
  if (isRunning(run)) {
    useXray.setState({ now: { state: 'busy', last } })
    return
  }
  if (link.state === 'crashed' || link.state === 'failed') giveUp()
  if (link.state !== 'ready') return
  useXray.setState({ now: { state: 'working', last } })
  timer = setTimeout(ask, debounceMs)
}

/** What was waited for does not come. */
function giveUp(): void {
  const { state } = useXray.getState().now
  if (state !== 'working' && state !== 'busy') return
  const [message, remedy] = [t('report.engineLost'), t('engine.failed.remedy')]
  useXray.setState({ now: { state: 'refused', message, remedy } })
}

function ask(): void {
  const { engine: link, run } = useRun.getState()
  const document = currentDocument(useDocument.getState())
  if (link.state !== 'ready' || isRunning(run) || !analysisOf(document).graph) return
  asked = document
  void engine.send({ type: 'xray', xrayId: ++lastId, document })
}

function receive(event: EngineEvent): void {
  if (event.type !== 'xrayed' || event.xrayId !== lastId || !asked) return
  const { result } = event
  if (!result.ok) {
    const { message, remedy } = result
    useXray.setState({ now: { state: 'refused', message, remedy } })
    return
  }
  const { graph } = analysisOf(asked)
  const last = graph && examine(asked, graph, result.xray)
  if (last) useXray.setState({ now: { state: 'ready', last } })
}

function judgeAgain(): void {
  const { now } = useXray.getState()
  if (now.state !== 'ready') return
  const { document, graph, xray } = now.last
  useXray.setState({ now: { state: 'ready', last: examine(document, graph, xray) } })
}

/** What one frame tells; of one step, every condition counts at once. */
export function examine(document: GraphDocument, graph: Graph, xray: Xray): Examined {
  const { layout, frame } = xray
  const thresholds = soundThresholds(useSettings.getState().thresholds)
  const monitor = new RunMonitor(graph, layout, document.training, {
    ...thresholds,
    persistence: 1,
  })
  monitor.observe(frame)
  const gradients = new Map<string, number>()
  for (const row of layout.rows) {
    if (row.kind !== 'param' || gradients.has(row.nodeId)) continue
    gradients.set(row.nodeId, rowValue(frame, row, 'gradient.rms'))
  }
  return {
    document,
    graph,
    xray,
    findings: monitor.findings(),
    attenuation: attenuationOf(frame, layout, graph),
    gradients,
  }
}

/** The row of a node's output. */
export function outputRow({ layout }: Xray, nodeId: string): TelemetryRow | undefined {
  return layout.rows.find(row => row.kind === 'output' && row.nodeId === nodeId)
}
