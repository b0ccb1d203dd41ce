import { type panelCommands, type ShowPanelId, showPanelId } from '../../shared/commands/panels'
import { type PanelId, panelIds } from '../../shared/panels'
import { t } from '../i18n/index'
import { dock, showPanel, useDock } from '../stores/dock'
import { firstLayout } from '../stores/dock-layout'
import { usePanes } from '../stores/panes'
import type { Action, Actions } from './action'
import { noEditor } from './reasons'

const showPanels = Object.fromEntries(
  panelIds.map((id): [ShowPanelId, Action] => [
    showPanelId(id),
    { blocked: noEditor, run: () => showPanel(id) },
  ]),
) as Readonly<Record<ShowPanelId, Action>>

export const panelActions: Actions<typeof panelCommands> = {
  ...showPanels,
  'view.panels.side': {
    blocked: () => noPanel() ?? (dock.canGoToSide() ? null : t('reason.lastPanel')),
    run: () => dock.toSide(active()),
  },
  'view.panels.hide': {
    blocked: () => noPanel() ?? (dock.canHide() ? null : t('reason.lastPanel')),
    run: () => dock.hide(active()),
  },
  'view.panels.reset': {
    blocked: () =>
      noEditor() ?? (useDock.getState().layout === firstLayout ? t('reason.chosen') : null),
    run: () => dock.reset(),
  },
}

function active(): PanelId {
  return useDock.getState().active
}

function noPanel(): string | null {
  return noEditor() ?? (usePanes.getState().dock ? null : t('reason.noPanels'))
}
