import type { runCommands } from '../../shared/commands/run'
import { formatCount } from '../format'
import { t } from '../i18n/index'
import { plannedRun } from '../inspector/planned-run'
import { analysisOf, errorCount, firstError } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { canContinue, canTravel, engine, isRunning, isStale, useRun } from '../stores/run'
import { scrubber } from '../stores/scrubber'
import { openCheck } from '../stores/trust'
import type { Actions } from './action'
import { emptyGraph } from './reasons'

export const runActions: Actions<typeof runCommands> = {
  'run.train': {
    blocked: () => (isRunning(useRun.getState().run) ? null : untrainable()),
    run: () => {
      if (isRunning(useRun.getState().run)) return engine.pause()
      return engine.train(currentDocument(useDocument.getState()))
    },
    title: () => {
      const { run } = useRun.getState()
      if (isRunning(run)) return t('command.run.pause')
      const resumes = canContinue(run, currentDocument(useDocument.getState())) && run.step > 0
      return resumes ? t('command.run.resume') : null
    },
  },
  'run.step': {
    blocked: () => (isRunning(useRun.getState().run) ? t('reason.running') : untrainable()),
    run: () => engine.step(currentDocument(useDocument.getState())),
  },
  'run.stop': {
    blocked: () => {
      const { run } = useRun.getState()
      const active = isRunning(run) || run?.state === 'paused'
      return active ? null : t('reason.noRun')
    },
    run: () => engine.stop(),
  },
  'run.fork': {
    blocked: () => {
      const { run } = useRun.getState()
      if (!canTravel(run) || run.state === 'diverged') return t('reason.noRun')
      if (isRunning(run)) return t('reason.running')
      if (!runIsStale()) return t('reason.notChanged')
      const planned = plannedRun(currentDocument(useDocument.getState()))
      if (planned && planned.totalSteps <= run.step) return t('reason.noStepsLeft')
      return untrainable()
    },
    run: () => engine.fork(currentDocument(useDocument.getState())),
  },
  'run.returnToNewest': {
    blocked: () => (newestStep() === null ? t('reason.atNewest') : null),
    run: () => {
      const step = newestStep()
      if (step !== null) engine.travel(step)
      scrubber.release()
    },
    title: () => {
      const step = newestStep()
      return step === null ? null : t('run.return', { step: formatCount(step) })
    },
  },
  'run.reset': {
    blocked: () => {
      const { run } = useRun.getState()
      if (!run) return t('reason.noRun')
      return run.state === 'ready' && run.step === 0 ? t('reason.atStart') : null
    },
    run: () => engine.reset(currentDocument(useDocument.getState())),
  },
  'run.checkGradients': {
    blocked: untrainable,
    run: openCheck,
  },
}

function newestStep(): number | null {
  return useRun.getState().run?.newestStep ?? null
}

/** Whether the figures shown belong to an older graph than the one on the canvas. */
export function runIsStale(): boolean {
  return isStale(useRun.getState().run, currentDocument(useDocument.getState()))
}

/** Why there is no sound network. */
export function untrainable(): string | null {
  const stop = emptyGraph()
  if (stop) return stop
  const analysis = analysisOf(currentDocument(useDocument.getState()))
  const error = firstError(analysis)
  if (!error) return null
  return t('reason.graphHasErrors', {
    count: errorCount(analysis),
    message: error.message,
    remedy: error.remedy,
  })
}
