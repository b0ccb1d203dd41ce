import type { Title } from './commands/row'

/** What main and the window both know of a panel of the dock. */
export interface PanelName {
  readonly title: Title
  /** The group of the dock where it stands at first. */
  readonly home: 'left' | 'right'
}

/**
 * Every panel of the dock, in the order of their tabs. To add one, write its row here and what it
 * shows in `src/renderer/panels/registry.tsx`; tabs, menus and commands follow.
 */
export const panelNames = {
  gradients: { title: { en: 'Gradients', ko: '기울기' }, home: 'left' },
  attenuation: { title: { en: 'Attenuation', ko: '감쇠' }, home: 'left' },
  layer: { title: { en: 'Layer', ko: '층' }, home: 'left' },
  distributions: { title: { en: 'Distributions', ko: '분포' }, home: 'left' },
  boundary: { title: { en: 'Decision boundary', ko: '결정 경계' }, home: 'left' },
  landscape: { title: { en: 'Loss landscape', ko: '손실 지형' }, home: 'left' },
  sweep: { title: { en: 'Sweep', ko: '탐색' }, home: 'left' },
  xray: { title: { en: 'Before training', ko: '학습 전' }, home: 'left' },
  curves: { title: { en: 'Curves', ko: '곡선' }, home: 'right' },
  evaluation: { title: { en: 'Evaluation', ko: '평가' }, home: 'right' },
  findings: { title: { en: 'Findings', ko: '진단' }, home: 'right' },
  runs: { title: { en: 'Runs', ko: '실행 기록' }, home: 'right' },
} as const satisfies Readonly<Record<string, PanelName>>

export type PanelId = keyof typeof panelNames
export const panelIds = Object.keys(panelNames) as [PanelId, ...PanelId[]]

export function panelTitle(id: PanelId): Title {
  return panelNames[id].title
}
