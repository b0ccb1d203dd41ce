import { framesOf } from '../../engine/document/frame'
import { edgeKey } from '../../engine/document/parse'
import type { editCommands } from '../../shared/commands/edit'
import { deleteSelection } from '../editing/nodes'
import { t, tMessage } from '../i18n/index'
import { arrange, stopArranging, useLayout } from '../layout/arrange'
import { currentDocument, useDocument } from '../stores/document'
import type { Actions } from './action'
import { clipboardActions, selectionActions } from './editing'
import { navigateActions } from './navigate'
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
  ...clipboardActions,
  'edit.delete': { blocked: nothingChosen, run: () => deleteSelection({ rewire: true }) },
  ...selectionActions,
  'edit.selectAll': { blocked: emptyGraph, run: selectAll },
  ...navigateActions,
  'edit.layout': {
    blocked: emptyGraph,
    run: () => (useLayout.getState().running ? stopArranging() : void arrange()),
    title: () => {
      if (useLayout.getState().running) return t('command.edit.layout.stop')
      const several = useDocument.getState().selection.nodes.length > 1
      return several ? t('command.edit.layout.selection') : null
    },
  },
}

function lastStep() {
  return useDocument.getState().history.past.at(-1)
}

function nextStep() {
  return useDocument.getState().history.future[0]
}

function selectAll(): void {
  const document = currentDocument(useDocument.getState())
  useDocument.getState().select({
    nodes: document.nodes.map(({ id }) => id),
    edges: document.edges.map(edgeKey),
    frames: framesOf(document).map(({ id }) => id),
  })
}
