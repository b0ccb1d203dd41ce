import type { Change } from '../../engine/document/change'
import { edgeKey } from '../../engine/document/parse'
import { nodeName } from '../../engine/document/schema'
import type { editCommands } from '../../shared/commands/edit'
import { t, tMessage } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import type { Actions } from './action'
import { emptyGraph, noEditor, nothingChosen } from './reasons'

export const editActions: Actions<typeof editCommands> = {
  'edit.undo': {
    blocked: () => noEditor() ?? (lastStep() ? null : t('reason.nothingToUndo')),
    run: () => useDocument.getState().undo(),
    title: () => {
      const step = lastStep()
      return step ? t('command.edit.undo.named', { label: tMessage(step.label) }) : null
    },
  },
  'edit.redo': {
    blocked: () => noEditor() ?? (nextStep() ? null : t('reason.nothingToRedo')),
    run: () => useDocument.getState().redo(),
    title: () => {
      const step = nextStep()
      return step ? t('command.edit.redo.named', { label: tMessage(step.label) }) : null
    },
  },
  'edit.delete': { blocked: nothingChosen, run: deleteSelection },
  'edit.selectAll': { blocked: emptyGraph, run: selectAll },
}

function lastStep() {
  return useDocument.getState().history.past.at(-1)
}

function nextStep() {
  return useDocument.getState().history.future[0]
}

function selectAll(): void {
  const { nodes, edges } = currentDocument(useDocument.getState())
  useDocument.getState().select({ nodes: nodes.map(({ id }) => id), edges: edges.map(edgeKey) })
}

function deleteSelection(): void {
  const { selection, edit } = useDocument.getState()
  const { nodes, edges } = currentDocument(useDocument.getState())
  const chosen = new Set(selection.edges)
  const gone = edges.filter(edge => chosen.has(edgeKey(edge)))
  const changes: Change[] = []
  if (gone.length > 0) changes.push({ kind: 'disconnect', edges: gone })
  if (selection.nodes.length > 0) changes.push({ kind: 'removeNodes', ids: selection.nodes })
  if (selection.nodes.length === 0) {
    edit({ key: 'history.disconnect', values: { count: gone.length } }, changes)
    return
  }
  const [first] = selection.nodes
  const node = nodes.find(({ id }) => id === first)
  const values = { count: selection.nodes.length, name: node ? nodeName(node) : '' }
  edit({ key: 'history.delete', values }, changes)
}
