import { type KeyboardEvent, useId, useRef } from 'react'
import { type PanelId, panelIds, panelTitle } from '../../shared/panels'
import { useLanguage } from '../i18n/index'
import { useDock } from '../stores/dock'
import { ExportMenu } from './ExportMenu'
import { panelRows } from './registry'
import { StepControl } from './StepControl'
import { usePanelText } from './use-panel-text'
import '../canvas/menu/menu.css'
import './panels.css'

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
  const language = useLanguage()
  const { component: Panel, controls: Controls, showsStep, exports } = panelRows[tab]

  function onTabKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const next = panelIds[(panelIds.indexOf(tab) + step + panelIds.length) % panelIds.length]!
    useDock.setState({ tab: next })
    document.getElementById(`${id}-${next}`)?.focus()
    event.preventDefault()
  }

  return (
    <section className="dock" aria-label={t('panels.dock')}>
      <header className="dock-header">
        <div className="dock-tabs" role="tablist" aria-label={t('panels.dock')}>
          {panelIds.map(name => (
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
              {panelTitle(name)[language]}
              <Badge id={name} />
            </button>
          ))}
        </div>
        <div className="dock-controls">
          {showsStep && <StepControl />}
          {Controls && <Controls />}
          {exports && <ExportMenu key={tab} id={tab} {...{ exports, body, nodeLabel }} />}
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
        <Panel {...{ selectedNodeId, onSelectNode, nodeLabel }} />
      </div>
    </section>
  )
}

function Badge({ id }: { readonly id: PanelId }) {
  const { badge: Count } = panelRows[id]
  return Count ? <Count /> : null
}
