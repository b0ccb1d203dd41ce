import { t } from '../i18n/index'
import { currentDocument, selectedNode, useDocument } from '../stores/document'
import { useView } from '../stores/view'

/** Nothing ever stands against it. */
export const always = (): null => null

export function noDocument(): string | null {
  return useDocument.getState().open ? null : t('reason.noDocument')
}

/** Edits are for a graph that is in sight. */
export function noEditor(): string | null {
  return useView.getState().screen === 'editor' ? noDocument() : t('reason.noDocument')
}

export function emptyGraph(): string | null {
  const empty = currentDocument(useDocument.getState()).nodes.length === 0
  return noEditor() ?? (empty ? t('reason.emptyGraph') : null)
}

export function nothingChosen(): string | null {
  const { nodes, edges, frames = [] } = useDocument.getState().selection
  const chosen = nodes.length + edges.length + frames.length
  return noEditor() ?? (chosen === 0 ? t('reason.nothingSelected') : null)
}

export function notOneNode(): string | null {
  return noEditor() ?? (selectedNode(useDocument.getState()) ? null : t('reason.oneNode'))
}
