import './status-bar.css'
import { Popover } from '@base-ui/react/popover'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { formatBytes, formatCount } from '../format'
import { tMessage, useT } from '../i18n/index'
import { Problems } from '../inspector/Problems'
import { errorCount, useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { useRun } from '../stores/run'
import { useView } from '../stores/view'
import { Preferences } from './Preferences'

/** Engine, problems, size of the network, seed. */
export function StatusBar() {
  const t = useT()
  const notice = useView(state => state.notice)
  const remark = notice ? tMessage(notice) : ''
  const seed = useDocument(state => currentDocument(state).training.seed)
  return (
    <footer className="status-bar">
      <EngineState />
      <ProblemsButton />
      <NetworkSize />
      <span
        className="status-notice"
        role="status"
        aria-live="polite"
        title={remark}
        data-testid="notice"
      >
        {remark}
      </span>
      <span className="figures">{t('status.seed', { seed })}</span>
      <Preferences />
    </footer>
  )
}

function EngineState() {
  const t = useT()
  const engine = useRun(state => state.engine)
  const threads = useRun(state => state.run?.loaded?.threads)
  return (
    <span
      className="engine-state"
      role="status"
      data-state={engine.state}
      data-testid="engine-state"
    >
      <span className="engine-dot" aria-hidden />
      {t(`engine.${engine.state}`)}
      {engine.state === 'ready' && ` · ${engine.backend}`}
      {engine.state === 'ready' && threads && `, ${t('status.threads', { count: threads })}`}
    </span>
  )
}

function ProblemsButton() {
  const t = useT()
  const [open, setOpen] = useState(false)
  const count = useAnalysis(analysis => analysis.problems.length)
  const errors = useAnalysis(errorCount)
  const severity = errors > 0 ? 'error' : count > 0 ? 'warning' : 'none'
  const Icon = { error: CircleAlert, warning: TriangleAlert, none: CircleCheck }[severity]
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className="status-button"
        data-severity={severity}
        data-testid="problems-button"
      >
        <Icon aria-hidden size={13} />
        {count === 0 ? t('problems.none.short') : t('problems.count', { count })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className="popup-positioner">
          <Popover.Popup className="popup problems-popup" aria-label={t('problems.title')}>
            <Problems onChoose={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function NetworkSize() {
  const t = useT()
  const counts = useAnalysis(analysis => analysis.parameterCounts)
  const memory = useRun(state => state.run?.loaded?.memoryBytes)
  const layers = [...counts.values()].filter(count => count > 0)
  const parameters = layers.reduce((sum, count) => sum + count, 0)
  return (
    <span className="figures" data-testid="network-size">
      {t('status.layers', { count: layers.length })}
      {' · '}
      {t('status.parameters', { count: parameters, formatted: formatCount(parameters) })}
      {memory !== undefined && ` · ${t('status.memory', { size: formatBytes(memory) })}`}
    </span>
  )
}
