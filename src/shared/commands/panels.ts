import { type PanelId, panelIds, panelTitle } from '../panels'
import type { CommandRow, CommandRows } from './row'

/** The command that brings a panel to the front. */
export type ShowPanelId = `view.panel.${PanelId}`

export function showPanelId(id: PanelId): ShowPanelId {
  return `view.panel.${id}`
}

const showPanels = Object.fromEntries(
  panelIds.map((id): [ShowPanelId, CommandRow] => {
    const { en, ko } = panelTitle(id)
    const title = { en: `Show panel: ${en}`, ko: `패널 보기: ${ko}` }
    return [showPanelId(id), { title, keys: [], group: 'panels' }]
  }),
) as Readonly<Record<ShowPanelId, CommandRow>>

/** Commands of the dock's panels; they stand in the menu View. */
export const panelCommands = {
  ...showPanels,
  'view.panels.side': {
    title: { en: 'Open the panel to the side', ko: '패널을 옆에 열기' },
    keys: [],
    group: 'panels',
  },
  'view.panels.hide': {
    title: { en: 'Hide the panel', ko: '패널 숨기기' },
    keys: [],
    group: 'panels',
  },
  'view.panels.reset': {
    title: { en: 'Reset panels', ko: '패널 배치 초기화' },
    keys: [],
    group: 'panels',
  },
} satisfies CommandRows
