import { create } from 'zustand'
import type { RuleId } from '../../engine/diagnosis/finding'
import { showPanel } from '../stores/dock'

/** What the findings panel shows: the finding of a rule, the comparison or the thresholds. */
export type ShownFinding = RuleId | 'comparison' | 'thresholds'

/** Null shows the worst finding. */
export const useShownFinding = create<{ readonly shown: ShownFinding | null }>()(() => ({
  shown: null,
}))

/** Brings the panel to the front with something in it. */
export function showFinding(shown: ShownFinding): void {
  useShownFinding.setState({ shown })
  showPanel('findings')
}
