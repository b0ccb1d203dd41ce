import { fixesOf } from '../../engine/diagnosis/fixes'
import type { RunState } from '../../engine/protocol'
import { lastStep } from '../../engine/telemetry/history'
import type { ReportData } from '../../report/report-data'
import type { ResponseOf } from '../../shared/ipc/contract'
import { engineText } from '../i18n/engine-text'
import { useFindings } from '../stores/findings'
import type { Run } from '../stores/run'
import { telemetryStore } from '../stores/telemetry'

/** What only the engine knows of a run's weights. */
export interface Measured {
  readonly parts: ReportData['parts']
  readonly weightsHash: string | null
}

/** What a report says of the present run; null before its first step. */
export function reportOf(
  run: Run,
  measured: Measured,
  info: ResponseOf<'app.info'>,
  createdAt: Date,
): ReportData | null {
  const { layout, history, histograms, evaluations } = telemetryStore.getState()
  const { loaded, document } = run
  if (!loaded || !layout || !history || history.count === 0) return null
  const { backend, threads, parameterCount, totalSteps, stepsPerEpoch, examples } = loaded
  const { step, epoch, reason, earlyStopping } = run
  return {
    document,
    layout,
    history,
    histograms: histograms?.at(lastStep(history)) ?? null,
    evaluations,
    findings: (useFindings.getState().summary?.findings ?? []).map(finding => ({
      ...finding,
      fixes: fixesOf(finding, document),
    })),
    parts: measured.parts,
    run: {
      state: stateOf(run),
      step,
      epoch,
      reason: reason === null ? null : engineText(reason),
      earlyStopping,
      ...{ backend, threads, parameterCount, totalSteps, stepsPerEpoch, examples },
      weightsHash: measured.weightsHash,
    },
    versions: {
      Gradscope: info.version,
      Electron: info.electron,
      Chromium: info.chromium,
    },
    createdAt,
  }
}

/** A run whose engine went away ended where it was. */
function stateOf({ state }: Run): RunState {
  return state === 'loading' || state === 'failed' || state === 'lost' ? 'stopped' : state
}
