import { edgeKey } from '../../engine/document/parse'
import type { viewCommands } from '../../shared/commands/view'
import type { Settings } from '../../shared/settings'
import { viewport } from '../canvas/viewport'
import { openPicker } from '../command-palette/picker'
import { t } from '../i18n/index'
import { focusNextPane } from '../shell/pane-focus'
import { currentDocument, useDocument } from '../stores/document'
import { type PaneId, togglePane } from '../stores/panes'
import { changeSettings, useSettings } from '../stores/settings'
import { useView } from '../stores/view'
import type { Action, Actions } from './action'
import { panelActions } from './panels'
import { always, emptyGraph, noEditor, nothingChosen } from './reasons'

export const viewActions: Actions<typeof viewCommands> = {
  'view.commands': { blocked: always, run: () => openPicker('commands') },
  'view.findNode': { blocked: emptyGraph, run: () => openPicker('nodes') },
  'view.zoomIn': { blocked: noEditor, run: () => viewport().zoomIn() },
  'view.zoomOut': { blocked: noEditor, run: () => viewport().zoomOut() },
  'view.zoomActual': { blocked: noEditor, run: () => viewport().zoomTo(1) },
  'view.fit': { blocked: emptyGraph, run: () => useView.getState().fit() },
  'view.fitSelection': { blocked: nothingChosen, run: () => viewport().fitNodes(chosenNodes()) },
  'view.palette': pane('palette'),
  'view.inspector': pane('inspector'),
  'view.dock': pane('dock'),
  'view.minimap': pane('minimap'),
  ...panelActions,
  'view.nextPane': { blocked: noEditor, run: () => focusNextPane(1) },
  'view.previousPane': { blocked: noEditor, run: () => focusNextPane(-1) },
  'view.start': { blocked: always, run: () => useView.getState().show('start') },
  'view.theme.system': setting({ theme: 'system' }),
  'view.theme.light': setting({ theme: 'light' }),
  'view.theme.dark': setting({ theme: 'dark' }),
  'view.theme.contrast': setting({ theme: 'contrast' }),
  'view.language.system': setting({ language: 'system' }),
  'view.language.en': setting({ language: 'en' }),
  'view.language.ko': setting({ language: 'ko' }),
}

function setting(patch: Partial<Pick<Settings, 'theme' | 'language'>>): Action {
  return {
    blocked: () => {
      const { theme, language } = useSettings.getState()
      const now = { theme, language }
      const changes = Object.entries(patch).some(
        ([key, value]) => now[key as keyof typeof now] !== value,
      )
      return changes ? null : t('reason.chosen')
    },
    run: () => changeSettings(patch),
  }
}

function pane(id: PaneId): Action {
  return { blocked: noEditor, run: () => togglePane(id) }
}

/** The selected nodes, and the ends of the selected edges. */
function chosenNodes(): string[] {
  const state = useDocument.getState()
  const edges = new Set(state.selection.edges)
  const ends = currentDocument(state)
    .edges.filter(edge => edges.has(edgeKey(edge)))
    .flatMap(({ from, to }) => [from.node, to.node])
  return [...new Set([...state.selection.nodes, ...ends])]
}
