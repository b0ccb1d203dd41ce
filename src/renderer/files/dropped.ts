import type { ResponseOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { type MessageKey, t } from '../i18n/index'
import { showDroppedData } from '../stores/data-view'
import { useDocument } from '../stores/document'
import { toastError, toasts } from '../stores/messages'
import { newDocument, openDroppedGraph } from './file-actions'
import { showDocument } from './show-document'

type Dropped = ResponseOf<'dropped.take'>

/** More files never belong together: images and their labels are two. */
const mostFiles = 2

const refusals = {
  labels: 'drop.labels',
  picture: 'drop.picture',
  unknown: 'drop.unknown',
  elsewhere: 'drop.elsewhere',
} as const satisfies Record<string, MessageKey>

/** Opens what was dropped on the window: a graph in its place, data in the data view. */
export async function openDropped(files: readonly File[]): Promise<void> {
  withdrawRefusal()
  const [file] = files
  if (!file || files.length > mostFiles) return refuseTogether()
  const dropped = await Promise.all(files.map(take))
  if (files.length === 1) return openOne(file, dropped[0]!)
  const images = dropped.find(each => each.kind === 'data' && each.source === 'ownIdx')
  const labels = dropped.find(each => each.kind === 'labels')
  if (images?.kind !== 'data' || !labels) return refuseTogether()
  await showData(images, labels.path)
}

async function take(file: File): Promise<Dropped | { readonly kind: 'elsewhere' }> {
  const dropped = await bridge().takeDropped(file)
  if (dropped) return dropped
  // The text of a graph is enough to show it; data is read again whenever it is trained on.
  return { kind: /\.(gradscope|json)$/i.test(file.name) ? 'graph' : 'elsewhere' }
}

async function openOne(file: File, dropped: Awaited<ReturnType<typeof take>>): Promise<void> {
  if (dropped.kind === 'graph') return openDroppedGraph(file)
  if (dropped.kind === 'data') return showData(dropped)
  refuse(t('drop.refused.title', { name: file.name }), t(refusals[dropped.kind]))
}

async function showData(
  { source, path }: Extract<Dropped, { kind: 'data' }>,
  labels?: string,
): Promise<void> {
  if (useDocument.getState().open) showDocument()
  else await newDocument()
  showDroppedData(source, path, labels)
}

function refuseTogether(): void {
  refuse(t('drop.several.title'), t('drop.several'))
}

/** What is shown of the last drop; it goes with the next. */
let refusal: string | null = null

function refuse(title: string, remedy: string): void {
  refusal = toastError(title, remedy)
}

function withdrawRefusal(): void {
  if (refusal !== null) toasts.close(refusal)
  refusal = null
}
