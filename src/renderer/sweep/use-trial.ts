import type { Change } from '../../engine/document/change'
import type { GraphDocument } from '../../engine/document/schema'
import type { SweepSpec } from '../../engine/sweep/spec'
import { type TrialResult, trialDocument } from '../../engine/sweep/trial'
import { openAsNew } from '../files/file-actions'
import { engineText } from '../i18n/engine-text'
import { t } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { toastError, toastInfo } from '../stores/messages'
import type { StartedSweep } from '../stores/sweep'

/**
 * The changes that give a document the values of a trial, not the length of its training; or why it
 * cannot have them.
 */
export function changesOf(
  document: GraphDocument,
  { parameters }: Pick<SweepSpec, 'parameters'>,
  { values }: Pick<TrialResult, 'values'>,
): { readonly ok: true; readonly changes: Change[] } | { readonly ok: false; message: string } {
  const made = trialDocument(document, { parameters }, values)
  if (!made.ok) return made
  const { nodes, training } = made.document
  const paths = parameters.map(({ path }) => path)
  const isSwept = (start: string) => paths.some(path => path.startsWith(start))
  return {
    ok: true,
    changes: [
      ...(isSwept('training.') ? [{ kind: 'setTraining' as const, training }] : []),
      ...nodes
        .filter(({ id }) => isSwept(`nodes.${id}.`))
        .map(({ id, attrs }) => ({ kind: 'setAttrs' as const, id, attrs })),
    ],
  }
}

/** Gives the graph in the window the values of a trial, as one undo step. */
export function applyTrial({ spec }: StartedSweep, result: TrialResult): void {
  const state = useDocument.getState()
  const { trial } = result
  const made = changesOf(currentDocument(state), spec, result)
  if (!made.ok) {
    const remedy = t('sweep.cannotApply.remedy', { message: engineText(made.message) })
    toastError(t('sweep.cannotApply'), remedy)
    return
  }
  state.edit({ key: 'history.trial', values: { trial } }, made.changes)
  toastInfo(t('sweep.applied', { trial }))
}

/** Opens what a trial trained as a graph of its own. */
export async function openTrial(
  { document, spec, name }: StartedSweep,
  { trial, values }: TrialResult,
): Promise<void> {
  const made = trialDocument(document, spec, values)
  if (!made.ok) return
  await openAsNew(made.document, t('sweep.documentName', { name, trial }))
}
