import { type ParseResult, parseDocument } from '../../engine/document/parse'
import type { ResponseOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { formatCount } from '../format'
import { engineText } from '../i18n/engine-text'
import { type MessageKey, t } from '../i18n/index'
import { type Opening, useDocument } from '../stores/document'
import { showDialog, toastInfo } from '../stores/messages'
import { engine } from '../stores/run'
import { useView } from '../stores/view'
import { documentName } from './document-name'

type Answer = ResponseOf<'document.resume'>

/** Shows what main read, or says why it cannot be shown; nothing where it was cancelled. */
export function receive(result: Answer): void {
  if (result.kind === 'failed') {
    showDialog({ title: t('file.error.open'), body: `${result.message} ${result.remedy}` })
  }
  if (result.kind !== 'opened' && result.kind !== 'restored') return
  const name = documentName(result.name)
  const parsed = parseDocument(result.text)
  if (parsed.kind === 'ok') {
    const saved = result.kind === 'opened'
    show({ document: parsed.document, name, path: result.path, saved })
  } else refuse(name, parsed)
}

/** Takes the file's content into the open document, as a step that can be undone. */
export function receiveAgain(
  result: ResponseOf<'document.reread'>,
  label: MessageKey,
  done: MessageKey,
): void {
  const parsed = result.kind === 'opened' ? parseDocument(result.text) : null
  if (parsed?.kind !== 'ok') {
    receive(result)
    return
  }
  useDocument.getState().reload({ key: label }, parsed.document)
  toastInfo(t(done))
}

/** Goes back to the open document from the start screen. */
export function showDocument(): void {
  if (useDocument.getState().open) useView.getState().show('editor')
}

export function show(opening: Opening): void {
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
        body: t('file.error.notGradscope.body', { reason: engineText(parsed.reason) }),
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

const shownIssues = 5

function offerSalvage(name: string, parsed: Extract<ParseResult, { kind: 'invalid' }>): void {
  const { issues, salvage } = parsed
  const details = issues
    .slice(0, shownIssues)
    .map(({ path, reason }) => [path, engineText(reason)].filter(Boolean).join(': '))
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
        run: () => void showWithoutFile({ document: salvage, name: t('document.untitled') }),
      },
    }),
  })
}

/** Shows a document of nobody's file: saving it asks for a place. */
export async function showWithoutFile(
  opening: Pick<Opening, 'document' | 'name'>,
  saved = false,
): Promise<void> {
  await bridge().request('document.new', undefined)
  show({ ...opening, path: null, saved })
}
