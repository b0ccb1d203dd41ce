import { formatCount } from '../format'
import { useRun } from '../stores/run'
import { useScrubber } from '../stores/scrubber'
import { TravelButton } from './StepControl'
import { usePanelText } from './use-panel-text'

/**
 * Of a panel that asks the network itself, which is at one step only: says so while another step is
 * pinned, and offers to take the network there.
 */
export function RunStepNote({ canTravel = false }: { readonly canTravel?: boolean }) {
  const t = usePanelText()
  const pinned = useScrubber(state => state.pinned)
  const step = useRun(({ run }) => run?.step ?? null)
  if (pinned === null || step === null || pinned === step) return null
  const figures = { step: formatCount(step), pinned: formatCount(pinned) }
  return (
    <>
      <output className="step-note" title={t('panels.step.run.help')} data-testid="step-note">
        {t('panels.step.run', figures)}
      </output>
      {canTravel && <TravelButton step={pinned} />}
    </>
  )
}
