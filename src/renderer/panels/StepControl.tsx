import { ChevronLeft, ChevronRight, History, Maximize2, Radio } from 'lucide-react'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { canTravel, engine, isRunning, isStale, useRun } from '../stores/run'
import { scrubber, useScrubber } from '../stores/scrubber'
import { useShownFrame } from '../stores/shown-frame'
import { telemetryStore } from '../stores/telemetry'
import { firstStep, maxHistoryBytes } from '../stores/telemetry-history'
import { showSteps, useTimeWindow } from '../stores/time-window'
import { usePanelText } from './use-panel-text'

const intervalMs = 120

/** The step that every view shows: back, forth, and back to the newest one. */
export function StepControl() {
  const t = usePanelText()
  const shown = useShownFrame(intervalMs)
  const pinned = useScrubber(state => state.pinned !== null)
  const zoomed = useTimeWindow(state => state.window !== null)
  if (!shown) return null
  const { first, last } = shown
  const stride = telemetryStore.getState().history?.stride ?? 1
  const steps = first === last ? formatCount(last) : `${formatCount(first)}–${formatCount(last)}`
  return (
    <fieldset className="step-control" aria-label={t('panels.step.label')}>
      {zoomed && (
        <button
          type="button"
          className="step-button"
          title={t('panels.step.whole')}
          aria-label={t('panels.step.whole')}
          data-testid="step-whole"
          onClick={() => showSteps(null)}
        >
          <Maximize2 aria-hidden size={13} />
        </button>
      )}
      <button
        type="button"
        className="step-button"
        title={t('panels.step.back')}
        aria-label={t('panels.step.back')}
        onClick={() => scrubber.move(-1)}
      >
        <ChevronLeft aria-hidden size={14} />
      </button>
      <output className="step-shown" title={keptText(t)} data-testid="step-shown">
        {t('panels.step.shown', { steps })}
      </output>
      {/* Several steps in the figure beside it say the same. */}
      {stride > 1 && !pinned && (
        <span className="step-binned" title={keptText(t)} data-testid="step-binned">
          {t('panels.step.binned', { stride })}
        </span>
      )}
      <button
        type="button"
        className="step-button"
        title={t('panels.step.forth')}
        aria-label={t('panels.step.forth')}
        disabled={!pinned}
        onClick={() => scrubber.move(1)}
      >
        <ChevronRight aria-hidden size={14} />
      </button>
      <StartNote />
      <TravelButton step={last} />
      <button
        type="button"
        className="step-live"
        title={t('panels.step.live.help')}
        aria-pressed={!pinned}
        data-testid="step-live"
        onClick={() => scrubber.release()}
      >
        <Radio aria-hidden size={13} />
        <span className="step-live-text">{t('panels.step.live')}</span>
      </button>
    </fieldset>
  )
}

/** Says that figures begin late where a run goes on from a checkpoint or from another run. */
function StartNote() {
  const t = usePanelText()
  const start = useRun(({ run }) => run?.loaded?.firstStep ?? 0)
  const { history } = telemetryStore.getState()
  // A run that was reset has all its steps again.
  if (start === 0 || !history || history.count === 0 || firstStep(history) <= start) return null
  const step = formatCount(start)
  return (
    <span
      className="step-binned"
      title={t('panels.step.start.help', { step })}
      data-testid="step-start"
    >
      {t('panels.step.start', { step })}
    </span>
  )
}

/** Takes the run itself to the pinned step, where it can go on from. */
export function TravelButton({ step }: { readonly step: number }) {
  const t = useT()
  const pinned = useScrubber(state => state.pinned !== null)
  const away = useRun(({ run }) => canTravel(run) && !isRunning(run) && run.step !== step)
  const running = useRun(({ run }) => run?.state === 'running')
  const stale = useDocument(state => isStale(useRun.getState().run, currentDocument(state)))
  if (!pinned || stale || !(away || running)) return null
  const label = t('run.travel', { step: formatCount(step) })
  return (
    <button
      type="button"
      className="step-travel"
      title={t('run.travel.help')}
      data-testid="step-travel"
      onClick={() => engine.travel(step)}
    >
      <History aria-hidden size={13} />
      {label}
    </button>
  )
}

/** How much of the run is kept, and how exactly. */
function keptText(t: ReturnType<typeof usePanelText>): string {
  const { history, histograms } = telemetryStore.getState()
  if (!history) return ''
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)
  const { stride, frames } = history
  return t(stride === 1 ? 'panels.step.kept.exact' : 'panels.step.kept.binned', {
    count: frames,
    frames: formatCount(frames),
    stride,
    used: megabytes(history.bytes + (histograms?.bytes ?? 0)),
    most: megabytes(maxHistoryBytes),
  })
}
