import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Findings } from '../findings/Findings'
import { FindingsCount } from '../findings/FindingsCount'
import { dockTabs, useDock } from '../stores/dock'
import { useTelemetry } from '../stores/telemetry'
import { CurvesPanel } from './CurvesPanel'
import type { RangeMode } from './charts/heatmap/cells'
import { HeatmapPanel } from './HeatmapPanel'
import {
  type HeatmapQuantity,
  type HeatmapSource,
  hasAccuracy,
  heatmapQuantities,
  heatmapSources,
  isLogQuantity,
  sourceOf,
} from './panel-data'
import { usePanelText } from './use-panel-text'
import './panels.css'

const ranges = ['step', 'recent', 'all', 'locked'] as const satisfies readonly RangeMode[]
const scales = ['linear', 'log'] as const

/** Narrower docks leave the width to the heatmap; the curves have a tab of their own. */
const curvesBesideHeatmap = 900

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
  const [quantity, setQuantity] = useState<HeatmapQuantity>('rms')
  const [source, setSource] = useState<HeatmapSource>('param')
  const [range, setRange] = useState<RangeMode>('recent')
  const [scale, setScale] = useState<(typeof scales)[number]>('linear')
  const body = useRef<HTMLDivElement>(null)
  const wide = useAtLeast(body, curvesBesideHeatmap)
  const accuracy = useTelemetry(hasAccuracy)

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
          {tab === 'gradients' ? (
            <>
              <Choice
                label={t('panels.control.quantity')}
                value={quantity}
                options={heatmapQuantities}
                text={value => t(`panels.quantity.${value}`)}
                onChange={setQuantity}
              />
              <Choice
                label={t('panels.control.source')}
                value={sourceOf(quantity, source)}
                options={heatmapSources}
                text={value => t(`panels.source.${value}`)}
                onChange={setSource}
                disabled={quantity === 'ratio'}
              />
              <Choice
                label={t('panels.control.range')}
                value={range}
                options={ranges}
                text={value => t(`panels.range.${value}`)}
                onChange={setRange}
                disabled={!isLogQuantity(quantity)}
              />
            </>
          ) : tab === 'curves' ? (
            <Choice
              label={t('panels.control.scale')}
              value={scale}
              options={scales}
              text={value => t(`panels.scale.${value}`)}
              onChange={setScale}
            />
          ) : null}
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
        {tab === 'gradients' ? (
          <>
            <HeatmapPanel
              quantity={quantity}
              source={source}
              range={range}
              selectedNodeId={selectedNodeId}
              onSelectNode={onSelectNode}
              nodeLabel={nodeLabel}
            />
            {wide && <CurvesPanel name="loss" log={scale === 'log'} />}
            {wide && accuracy && <CurvesPanel name="accuracy" log={false} />}
          </>
        ) : tab === 'findings' ? (
          <Findings />
        ) : (
          <>
            <CurvesPanel name="loss" log={scale === 'log'} />
            {accuracy && <CurvesPanel name="accuracy" log={false} />}
            <CurvesPanel name="gradientNorm" log={scale === 'log'} />
          </>
        )}
      </div>
    </section>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly T[]
  text: (value: T) => string
  onChange: (value: T) => void
  disabled?: boolean
}

function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, text, onChange, disabled = false } = props
  return (
    <select
      className="dock-choice"
      aria-label={label}
      title={label}
      value={value}
      disabled={disabled}
      onChange={event => {
        const chosen = options.find(option => option === event.target.value)
        if (chosen) onChange(chosen)
      }}
    >
      {options.map(option => (
        <option key={option} value={option}>
          {text(option)}
        </option>
      ))}
    </select>
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
