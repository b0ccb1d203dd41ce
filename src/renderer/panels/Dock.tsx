import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Findings } from '../findings/Findings'
import { FindingsCount } from '../findings/FindingsCount'
import { dockTabs, useDock } from '../stores/dock'
import { useTelemetry } from '../stores/telemetry'
import { XrayPanel } from '../xray/XrayPanel'
import { AttenuationPanel } from './AttenuationPanel'
import { CurvesPanel } from './CurvesPanel'
import { hasAccuracy } from './curves-data'
import { DistributionsPanel } from './DistributionsPanel'
import { ExportMenu } from './ExportMenu'
import { isExportable } from './export/export-panel'
import { HeatmapPanel } from './HeatmapPanel'
import { PanelControls } from './PanelControls'
import { StepControl } from './StepControl'
import { usePanelText } from './use-panel-text'
import './panels.css'

/** Narrower docks leave the width to the heatmap; its companions have tabs of their own. */
const companionsBesideHeatmap = 900

export interface DockProps {
  selectedNodeId: string | null
  onSelectNode: (id: string) => void
  /** The name a node is shown by; its id otherwise. */
  nodeLabel?: (id: string) => string
}

/** The panels below the canvas. */
export function Dock({ selectedNodeId, onSelectNode, nodeLabel = id => id }: DockProps) {
  const t = usePanelText()
  const id = useId()
  const tab = useDock(state => state.tab)
  const body = useRef<HTMLDivElement>(null)
  const wide = useAtLeast(body, companionsBesideHeatmap)
  const accuracy = useTelemetry(hasAccuracy)

  const node = { selectedNodeId, onSelectNode, nodeLabel }

  function onTabKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = dockTabs[(dockTabs.indexOf(tab) + step + dockTabs.length) % dockTabs.length]!
    useDock.setState({ tab: next })
    document.getElementById(`${id}-${next}`)?.focus()
    event.preventDefault()
  }

  return (
    <section className="dock" aria-label={t('panels.dock')}>
      <header className="dock-header">
        <div className="dock-tabs" role="tablist" aria-label={t('panels.dock')}>
          {dockTabs.map(name => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-${name}`}
              className="dock-tab"
              aria-selected={tab === name}
              aria-controls={`${id}-panel`}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => useDock.setState({ tab: name })}
              onKeyDown={onTabKey}
            >
              {t(`panels.tab.${name}`)}
              {name === 'findings' && <FindingsCount />}
            </button>
          ))}
        </div>
        <div className="dock-controls">
          {tab !== 'findings' && tab !== 'xray' && <StepControl />}
          <PanelControls tab={tab} />
          {isExportable(tab) && <ExportMenu tab={tab} body={body} nodeLabel={nodeLabel} />}
        </div>
      </header>
      <div
        ref={body}
        className="dock-body"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${tab}`}
        data-tab={tab}
      >
        {tab === 'gradients' && (
          <>
            <HeatmapPanel {...node} />
            {wide && <AttenuationPanel {...node} />}
            {wide && <CurvesPanel name="loss" />}
          </>
        )}
        {tab === 'attenuation' && <AttenuationPanel {...node} />}
        {tab === 'distributions' && <DistributionsPanel {...node} />}
        {tab === 'curves' && (
          <>
            <CurvesPanel name="loss" />
            {accuracy && <CurvesPanel name="accuracy" />}
            <CurvesPanel name="gradientNorm" />
            <CurvesPanel name="learningRate" />
          </>
        )}
        {tab === 'findings' && <Findings />}
        {tab === 'xray' && <XrayPanel />}
      </div>
    </section>
  )
}

/** Whether an element is at least so wide; renders only when the answer changes. */
function useAtLeast(ref: React.RefObject<HTMLElement | null>, width: number): boolean {
  const [atLeast, setAtLeast] = useState(false)
  useEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setAtLeast(entry.contentRect.width >= width)
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref, width])
  return atLeast
}
