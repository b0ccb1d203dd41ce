import type { CommandRows } from './row'

export const fileCommands = {
  'file.new': {
    title: { en: 'New', ko: '새로 만들기' },
    keys: ['Mod+N'],
    group: 'open',
    inFields: true,
  },
  'file.newWindow': {
    title: { en: 'New window', ko: '새 창' },
    keys: ['Mod+Shift+N'],
    group: 'open',
    inFields: true,
  },
  'file.open': {
    title: { en: 'Open…', ko: '열기…' },
    keys: ['Mod+O'],
    group: 'open',
    inFields: true,
  },
  'file.importData': {
    title: { en: 'Import data…', ko: '데이터 가져오기…' },
    keys: [],
    group: 'data',
    inFields: true,
  },
  'file.save': {
    title: { en: 'Save', ko: '저장' },
    keys: ['Mod+S'],
    group: 'save',
    inFields: true,
  },
  'file.saveAs': {
    title: { en: 'Save as…', ko: '다른 이름으로 저장…' },
    keys: ['Mod+Shift+S'],
    group: 'save',
    inFields: true,
  },
  'file.rename': {
    title: { en: 'Rename the file…', ko: '파일 이름 바꾸기…' },
    keys: [],
    group: 'save',
    inFields: true,
  },
  'file.revert': {
    title: { en: 'Revert to saved', ko: '저장된 상태로 되돌리기' },
    keys: [],
    group: 'save',
    inFields: true,
  },
  'file.exportPyTorch': {
    title: { en: 'Export as PyTorch…', ko: 'PyTorch로 내보내기…' },
    keys: [],
    group: 'export',
    inFields: true,
  },
  'file.exportKeras': {
    title: { en: 'Export as Keras…', ko: 'Keras로 내보내기…' },
    keys: [],
    group: 'export',
    inFields: true,
  },
  'file.exportOnnx': {
    title: { en: 'Export as ONNX…', ko: 'ONNX로 내보내기…' },
    keys: [],
    group: 'export',
    inFields: true,
  },
  'file.exportRun': {
    title: { en: 'Export run…', ko: '실행 내보내기…' },
    keys: [],
    group: 'export',
    inFields: true,
  },
  'file.exportReport': {
    title: { en: 'Export report…', ko: '보고서 내보내기…' },
    keys: [],
    group: 'export',
    inFields: true,
  },
} as const satisfies CommandRows
