import type { Change } from '../../engine/document/change'
import { edgeKey } from '../../engine/document/parse'
import { nodeName } from '../../engine/document/schema'
import type { CommandId } from '../../shared/ipc/contract'
import { newDocument, openDocument, saveDocument, saveDocumentAs } from '../files/file-actions'
import { type MessageKey, t, tMessage } from '../i18n/index'
import { analysisOf, errorCount, firstError } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { canContinue, engine, isRunning, isStale, useRun } from '../stores/run'
import { useView } from '../stores/view'

/** A thing the user can ask for. Toolbar, keyboard and native menu all run it from here. */
export interface Command {
  readonly id: CommandId
  readonly title: MessageKey
  /** `Mod` is Ctrl, or Cmd on a Mac. The first one is shown. */
  readonly keys: readonly string[]
  /** Whether its keys hold while a text field has the focus; the field then commits first. */
  readonly inFields: boolean
  /** Why it cannot be run now, as shown in its tooltip; null when it can. */
  blocked(): string | null
  run(): unknown
}

const always = () => null

export const commands = {
  'file.new': {
    id: 'file.new',
    title: 'command.file.new',
    keys: ['Mod+N'],
    inFields: true,
    blocked: always,
    run: newDocument,
  },
  'file.open': {
    id: 'file.open',
    title: 'command.file.open',
    keys: ['Mod+O'],
    inFields: true,
    blocked: always,
    run: openDocument,
  },
  'file.save': {
    id: 'file.save',
    title: 'command.file.save',
    keys: ['Mod+S'],
    inFields: true,
    blocked: noDocument,
    run: saveDocument,
  },
  'file.saveAs': {
    id: 'file.saveAs',
    title: 'command.file.saveAs',
    keys: ['Mod+Shift+S'],
    inFields: true,
    blocked: noDocument,
    run: saveDocumentAs,
  },
  'edit.undo': {
    id: 'edit.undo',
    title: 'command.edit.undo',
    keys: ['Mod+Z'],
    inFields: false,
    blocked: () =>
      noEditor() ??
      (useDocument.getState().history.past.length === 0 ? t('reason.nothingToUndo') : null),
    run: () => useDocument.getState().undo(),
  },
  'edit.redo': {
    id: 'edit.redo',
    title: 'command.edit.redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    inFields: false,
    blocked: () =>
      noEditor() ??
      (useDocument.getState().history.future.length === 0 ? t('reason.nothingToRedo') : null),
    run: () => useDocument.getState().redo(),
  },
  'edit.delete': {
    id: 'edit.delete',
    title: 'command.edit.delete',
    keys: ['Delete', 'Backspace'],
    inFields: false,
    blocked: () => {
      const { nodes, edges } = useDocument.getState().selection
      return noEditor() ?? (nodes.length + edges.length === 0 ? t('reason.nothingSelected') : null)
    },
    run: deleteSelection,
  },
  'edit.selectAll': {
    id: 'edit.selectAll',
    title: 'command.edit.selectAll',
    keys: ['Mod+A'],
    inFields: false,
    blocked: emptyGraph,
    run: () => {
      const { nodes, edges } = currentDocument(useDocument.getState())
      const all = { nodes: nodes.map(({ id }) => id), edges: edges.map(edgeKey) }
      useDocument.getState().select(all)
    },
  },
  'view.fit': {
    id: 'view.fit',
    title: 'command.view.fit',
    keys: ['.'],
    inFields: false,
    blocked: emptyGraph,
    run: () => useView.getState().fit(),
  },
  'view.start': {
    id: 'view.start',
    title: 'command.view.start',
    keys: [],
    inFields: false,
    blocked: always,
    run: () => useView.getState().show('start'),
  },
  'run.train': {
    id: 'run.train',
    title: 'command.run.train',
    keys: ['Mod+Enter'],
    inFields: true,
    blocked: () => (isRunning(useRun.getState().run) ? null : untrainable()),
    run: () => {
      if (isRunning(useRun.getState().run)) return engine.pause()
      return engine.train(currentDocument(useDocument.getState()))
    },
  },
  'run.step': {
    id: 'run.step',
    title: 'command.run.step',
    keys: [],
    inFields: true,
    blocked: () => (isRunning(useRun.getState().run) ? t('reason.running') : untrainable()),
    run: () => engine.step(currentDocument(useDocument.getState())),
  },
  'run.stop': {
    id: 'run.stop',
    title: 'command.run.stop',
    keys: ['Mod+Alt+Enter'],
    inFields: true,
    blocked: () => {
      const { run } = useRun.getState()
      const active = isRunning(run) || run?.state === 'paused'
      return active ? null : t('reason.noRun')
    },
    run: () => engine.stop(),
  },
  'run.reset': {
    id: 'run.reset',
    title: 'command.run.reset',
    keys: [],
    inFields: true,
    blocked: () => {
      const { run } = useRun.getState()
      if (!run) return t('reason.noRun')
      return run.state === 'ready' && run.step === 0 ? t('reason.atStart') : null
    },
    run: () => engine.reset(currentDocument(useDocument.getState())),
  },
} as const satisfies { readonly [Id in CommandId]: Command & { readonly id: Id } }

export function command(id: CommandId): Command {
  return commands[id]
}

/** Runs a command unless something stands against it; gives whether it ran. */
export function runCommand(id: CommandId): boolean {
  const { blocked, run } = command(id)
  if (blocked() !== null) return false
  void run()
  return true
}

/** A command's name as things stand: `Undo: Move dense1`, `Pause`. */
export function commandTitle(id: CommandId): string {
  const { history } = useDocument.getState()
  const undone = history.past.at(-1)
  const redone = history.future[0]
  if (id === 'edit.undo' && undone) {
    return t('command.edit.undo.named', { label: tMessage(undone.label) })
  }
  if (id === 'edit.redo' && redone) {
    return t('command.edit.redo.named', { label: tMessage(redone.label) })
  }
  if (id === 'run.train') return t(trainTitle())
  return t(command(id).title)
}

function trainTitle(): MessageKey {
  const { run } = useRun.getState()
  if (isRunning(run)) return 'command.run.pause'
  const resumes = canContinue(run, currentDocument(useDocument.getState())) && run.step > 0
  return resumes ? 'command.run.resume' : 'command.run.train'
}

/** Whether the figures shown belong to an older graph than the one on the canvas. */
export function runIsStale(): boolean {
  return isStale(useRun.getState().run, currentDocument(useDocument.getState()))
}

function noDocument(): string | null {
  return useDocument.getState().open ? null : t('reason.noDocument')
}

function noEditor(): string | null {
  return useView.getState().screen === 'editor' ? noDocument() : t('reason.noDocument')
}

function emptyGraph(): string | null {
  const empty = currentDocument(useDocument.getState()).nodes.length === 0
  return noEditor() ?? (empty ? t('reason.emptyGraph') : null)
}

function untrainable(): string | null {
  const stop = emptyGraph()
  if (stop) return stop
  const analysis = analysisOf(currentDocument(useDocument.getState()))
  const error = firstError(analysis)
  if (!error) return null
  return t('reason.graphHasErrors', {
    count: errorCount(analysis),
    message: error.message,
    remedy: error.remedy,
  })
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
