import './top-bar.css'
import {
  GitFork,
  LayoutGrid,
  Pause,
  Play,
  Redo2,
  RotateCcw,
  Search,
  Square,
  StepForward,
  Undo2,
} from 'lucide-react'
import { command, runCommand } from '../commands/commands'
import { runIsStale } from '../commands/run'
import { useCommandValue } from '../commands/use-command'
import { earlyStoppingText } from '../early-stopping-text'
import { askForName } from '../files/rename'
import { formatCount, formatDuration, formatScientific, formatShare } from '../format'
import { engineText } from '../i18n/engine-text'
import { type MessageKey, useT } from '../i18n/index'
import { isDirty, useDocument } from '../stores/document'
import { isRunning, type Run, useRun } from '../stores/run'
import { CommandButton } from '../ui/CommandButton'
import { Tooltip } from '../ui/Tooltip'

/** Document, run controls, and how far the run is. */
export function TopBar() {
  const t = useT()
  const running = useRun(state => isRunning(state.run))
  return (
    <header className="top-bar">
      <div className="top-bar-document">
        <CommandButton id="view.start" icon={LayoutGrid} testId="go-start" look="ghost" iconOnly />
        <DocumentName />
        <CommandButton id="edit.undo" icon={Undo2} testId="undo" look="ghost" iconOnly />
        <CommandButton id="edit.redo" icon={Redo2} testId="redo" look="ghost" iconOnly />
      </div>
      <div className="top-bar-run" role="toolbar" aria-label={t('topbar.toolbar')}>
        <CommandButton id="run.train" icon={running ? Pause : Play} testId="train" look="primary" />
        <CommandButton id="run.step" icon={StepForward} testId="step" />
        <CommandButton id="run.stop" icon={Square} testId="stop" />
        <CommandButton id="run.reset" icon={RotateCcw} testId="reset" />
        <Progress />
      </div>
      <Results />
    </header>
  )
}

function DocumentName() {
  const t = useT()
  const name = useDocument(state => state.name)
  const dirty = useDocument(isDirty)
  return (
    <h1 className="document-name" title={name} onDoubleClick={askForName}>
      <span data-testid="document-name">{name}</span>
      {dirty && (
        <span
          className="dirty-dot"
          role="img"
          aria-label={t('document.unsaved')}
          title={t('document.unsaved')}
          data-testid="dirty"
        />
      )}
    </h1>
  )
}

function Progress() {
  const t = useT()
  const run = useRun(state => state.run)
  const stale = useCommandValue(runIsStale)
  const showsRate = !stale && run?.state === 'running' && run.stepsPerSecond > 0
  const step = run?.step ?? 0
  const total = run?.loaded?.totalSteps ?? 0
  return (
    <>
      <output className="run-figures" data-testid="run-step">
        {t('topbar.step', { step: formatCount(step) })}
        <span aria-hidden> · </span>
        {t('topbar.epoch', { epoch: formatCount(run?.epoch ?? 0) })}
      </output>
      <progress
        className="run-progress"
        aria-label={t('topbar.progress')}
        max={Math.max(1, total)}
        value={Math.min(step, total)}
        data-state={run?.state}
      />
      <span className="run-line">
        <span
          role="status"
          aria-live="polite"
          className={showsRate ? 'sr-only' : undefined}
          data-testid="run-state"
          data-state={run?.state ?? 'idle'}
          data-kept={run?.state === 'paused' && run.keptStep === run.step}
          data-weights={run?.weightsHash ?? undefined}
        >
          <RunStateText run={run} />
        </span>
        {stale && (
          <Tooltip content={t('topbar.stale.help')}>
            <button type="button" className="stale" data-testid="run-stale">
              {t('topbar.stale')}
            </button>
          </Tooltip>
        )}
        {showsRate && <Rate run={run} />}
      </span>
      <Journey />
    </>
  )
}

/** The run's state; where it ended badly or early, why is one hover or Tab away. */
function RunStateText({ run }: { readonly run: Run | null }) {
  const t = useT()
  const early = run?.earlyStopping
  const state = early?.stopped ? 'stoppedEarly' : (run?.state ?? 'idle')
  const text = t(`run.${state}` satisfies MessageKey)
  const hash = run?.weightsHash ? t('run.weightsHash', { hash: run.weightsHash }) : null
  const kept = run?.state === 'paused' && run.keptStep === run.step ? t('run.kept') : null
  const end = [early && earlyStoppingText(t, early), hash, kept].filter(Boolean).join(' ')
  const why = run?.reason ? engineText(run.reason) : end
  if (!why) return text
  return (
    <Tooltip content={why} tone={run?.reason ? 'error' : 'plain'}>
      <button type="button" className="run-reason" data-testid="run-reason">
        {text}
      </button>
    </Tooltip>
  )
}

/** Shown where they apply only: back to the newest step, and on from here with an edited graph. */
function Journey() {
  const t = useT()
  const newest = useRun(state => state.run?.newestStep ?? null)
  const canFork = useCommandValue(() => command('run.fork').blocked() === null)
  return (
    <>
      {newest !== null && !canFork && (
        <Tooltip content={t('run.return.help')}>
          <button
            type="button"
            className="stale"
            data-testid="run-return"
            onClick={() => runCommand('run.returnToNewest')}
          >
            {t('run.return', { step: formatCount(newest) })}
          </button>
        </Tooltip>
      )}
      {canFork && <CommandButton id="run.fork" icon={GitFork} testId="fork" iconOnly />}
    </>
  )
}

function Rate({ run }: { readonly run: Run }) {
  const t = useT()
  const { stepsPerSecond, loaded, step } = run
  if (!loaded) return null
  const rate = formatCount(Math.round(stepsPerSecond))
  const time = formatDuration((loaded.totalSteps - step) / stepsPerSecond)
  return (
    <span className="run-rate">
      <span className="run-speed">
        {t('topbar.rate', { rate })}
        <span aria-hidden> · </span>
      </span>
      {t('topbar.left', { time })}
    </span>
  )
}

/** What the run came to: accuracy on the test part once it is known, before it the validation's. */
function Results() {
  const t = useT()
  const metrics = useRun(state => state.run?.metrics)
  const { test, validation } = metrics ?? {}
  return (
    <div className="top-bar-results">
      {test ? (
        <span className="result" data-testid="test-accuracy">
          {test.accuracy === null ? t('topbar.testLoss') : t('topbar.testAccuracy')}
          <strong>
            {test.accuracy === null ? formatScientific(test.loss) : formatShare(test.accuracy)}
          </strong>
        </span>
      ) : (
        validation &&
        validation.accuracy !== null && (
          <span className="result" data-testid="validation-accuracy">
            {t('topbar.validationAccuracy')}
            <strong>{formatShare(validation.accuracy)}</strong>
          </span>
        )
      )}
      <CommandButton id="view.commands" icon={Search} testId="commands" look="ghost" iconOnly />
    </div>
  )
}
