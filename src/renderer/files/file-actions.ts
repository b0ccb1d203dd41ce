import { type ParseResult, parseDocument } from '../../engine/document/parse'
import { emptyDocument } from '../../engine/document/schema'
import { serializeDocument } from '../../engine/document/serialize'
import type { ResponseOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { formatCount } from '../format'
import { t } from '../i18n/index'
import { currentDocument, isDirty, type Opening, useDocument } from '../stores/document'
import { showDialog, toastInfo } from '../stores/messages'
import { engine } from '../stores/run'
import { useView } from '../stores/view'
import { documentName } from './document-name'

type OpenResult = ResponseOf<'document.open'>
type SaveResult = ResponseOf<'document.save'>

/** Starts an empty network. */
export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return
  await bridge().request('document.new', undefined)
  const name = t('document.untitled')
  show({ document: emptyDocument(name), name, path: null, saved: true })
}

/** Lets the user choose a file and shows it. */
export async function openDocument(): Promise<void> {
  if (await mayReplace()) receive(await bridge().request('document.open', undefined))
}

export async function openExample(id: string): Promise<void> {
  if (await mayReplace()) receive(await bridge().request('document.openExample', { id }))
}

/** Writes to the document's file, or asks for one. True when the work is in a file afterwards. */
export function saveDocument(): Promise<boolean> {
  return save('document.save')
}

export function saveDocumentAs(): Promise<boolean> {
  return save('document.saveAs')
}

/** The user closes the window and chose to save first. */
export async function saveAndClose(): Promise<void> {
  if (await saveDocument()) await bridge().request('window.close', undefined)
}

/** Asks before unsaved work is replaced. */
async function mayReplace(): Promise<boolean> {
  if (!isDirty(useDocument.getState())) return true
  const answer = await bridge().request('document.confirmDiscard', undefined)
  return answer === 'discard' || (answer === 'save' && (await saveDocument()))
}

async function save(channel: 'document.save' | 'document.saveAs'): Promise<boolean> {
  // A field that still holds the caret commits first, so that what is seen is what is saved.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const state = useDocument.getState()
  const saved = currentDocument(state)
  const text = serializeDocument({ ...saved, name: state.name })
  const result: SaveResult = await bridge().request(channel, { text, suggestedName: state.name })
  if (result.kind === 'failed') {
    showDialog({ title: t('file.error.save'), body: `${result.message} ${result.remedy}` })
  }
  if (result.kind !== 'saved') return false
  const name = documentName(result.name)
  useDocument.getState().markSaved(saved, name, result.path)
  toastInfo(t('file.saved', { name }))
  return true
}

function receive(result: OpenResult): void {
  if (result.kind === 'failed') {
    showDialog({ title: t('file.error.open'), body: `${result.message} ${result.remedy}` })
  }
  if (result.kind !== 'opened') return
  const name = documentName(result.name)
  const parsed = parseDocument(result.text)
  if (parsed.kind === 'ok') {
    show({ document: parsed.document, name, path: result.path, saved: true })
  } else refuse(name, parsed)
}

function show(opening: Opening): void {
  engine.forget()
  useDocument.getState().load(opening)
  useView.getState().show('editor')
  useView.getState().fit()
}

/** Says why a file is not shown. */
function refuse(name: string, parsed: Exclude<ParseResult, { kind: 'ok' }>): void {
  switch (parsed.kind) {
    case 'notGradscope':
      showDialog({
        title: t('file.error.notGradscope.title', { name }),
        body: t('file.error.notGradscope.body', { reason: parsed.reason }),
      })
      break
    case 'tooNew':
      showDialog({
        title: t('file.error.tooNew.title', { name }),
        body: t('file.error.tooNew.body', {
          version: parsed.version,
          supported: parsed.supported,
        }),
      })
      break
    case 'migrationFailed':
      showDialog({
        title: t('file.error.migrationFailed.title', { name }),
        body: t('file.error.migrationFailed.body', {
          version: parsed.version,
          reason: parsed.reason,
        }),
      })
      break
    case 'invalid':
      offerSalvage(name, parsed)
      break
  }
}

/** Tells main what the title bar shows and whether closing must ask. */
export async function reportStatus(): Promise<void> {
  const state = useDocument.getState()
  await bridge().request('document.setStatus', { name: state.name, dirty: isDirty(state) })
}

const shownIssues = 5

function offerSalvage(name: string, parsed: Extract<ParseResult, { kind: 'invalid' }>): void {
  const { issues, salvage } = parsed
  const details = issues
    .slice(0, shownIssues)
    .map(({ path, reason }) => (path ? `${path}: ${reason}` : reason))
  if (issues.length > shownIssues) {
    details.push(t('file.error.more', { count: formatCount(issues.length - shownIssues) }))
  }
  showDialog({
    title: t('file.error.invalid.title', { name }),
    body: t('file.error.invalid.body', { count: issues.length }),
    details,
    note: salvage
      ? t('file.error.invalid.salvage', { count: salvage.nodes.length })
      : t('file.error.invalid.nothing'),
    ...(salvage && {
      action: {
        label: t('file.salvage'),
        run: () => {
          const untitled = t('document.untitled')
          show({ document: salvage, name: untitled, path: null, saved: false })
        },
      },
    }),
  })
}
