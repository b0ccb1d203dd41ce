import type { clipboardCommands, selectionCommands } from '../../shared/commands/editing'
import { copySelection, cutSelection, editField, isForText, paste } from '../clipboard/clipboard'
import type { Axis, Side } from '../editing/arrange'
import { duplicateSelection } from '../editing/fragments'
import {
  alignSelection,
  bypass,
  deleteSelection,
  distributeSelection,
  selectedNodes,
} from '../editing/nodes'
import { t } from '../i18n/index'
import { useDocument } from '../stores/document'
import type { Action, Actions } from './action'
import { noEditor, nothingChosen } from './reasons'

/** A native menu sends these while a text field has the focus too: then they are the field's. */
function textOr(
  action: 'cut' | 'copy' | 'paste',
  blocked: () => string | null,
  run: () => unknown,
): Action {
  return {
    blocked: () => (isForText() ? null : blocked()),
    run: () => (isForText() ? editField(action) : run()),
  }
}

export const clipboardActions: Actions<typeof clipboardCommands> = {
  'edit.cut': textOr('cut', nothingToCopy, cutSelection),
  'edit.copy': textOr('copy', nothingToCopy, copySelection),
  'edit.paste': textOr('paste', noEditor, () => paste()),
  'edit.duplicate': { blocked: nothingToCopy, run: duplicateSelection },
}

export const selectionActions: Actions<typeof selectionCommands> = {
  'edit.deleteOnly': { blocked: nothingChosen, run: () => deleteSelection({ rewire: false }) },
  'edit.bypass': {
    blocked: () => fewerThan(1),
    run: () => bypass(),
    title: () => (allAreBypassed() ? t('command.edit.bypass.off') : null),
  },
  'edit.alignLeft': alignTo('left'),
  'edit.alignCentre': alignTo('centre'),
  'edit.alignRight': alignTo('right'),
  'edit.alignTop': alignTo('top'),
  'edit.alignMiddle': alignTo('middle'),
  'edit.alignBottom': alignTo('bottom'),
  'edit.distributeHorizontally': distributeOn('horizontal'),
  'edit.distributeVertically': distributeOn('vertical'),
}

function alignTo(side: Side): Action {
  return { blocked: () => fewerThan(2), run: () => alignSelection(side) }
}

function distributeOn(axis: Axis): Action {
  return { blocked: () => fewerThan(3), run: () => distributeSelection(axis) }
}

function allAreBypassed(): boolean {
  const nodes = selectedNodes()
  return nodes.length > 0 && nodes.every(({ disabled }) => disabled)
}

function nothingToCopy(): string | null {
  const { nodes, frames = [] } = useDocument.getState().selection
  return noEditor() ?? (nodes.length + frames.length === 0 ? t('reason.noNodeSelected') : null)
}

function fewerThan(count: number): string | null {
  const stop = noEditor()
  if (stop || useDocument.getState().selection.nodes.length >= count) return stop
  return count === 1 ? t('reason.noNodeSelected') : t('reason.selectMore', { count })
}
