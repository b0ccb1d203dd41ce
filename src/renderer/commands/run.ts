import type { runCommands } from '../../shared/commands/run'
import { t } from '../i18n/index'
import { analysisOf, errorCount, firstError } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { canContinue, engine, isRunning, isStale, useRun } from '../stores/run'
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

/** Whether the figures shown belong to an older graph than the one on the canvas. */
export function runIsStale(): boolean {
  return isStale(useRun.getState().run, currentDocument(useDocument.getState()))
}

function untrainable(): string | null {
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
