import { parseDocument } from '../../engine/document/parse'
import type { GraphDocument } from '../../engine/document/schema'
import { figuresToJson, type RunRecord, type RunRow } from '../../shared/runs/record'
import { bridge } from '../bridge'
import { openRunGraph } from '../files/file-actions'
import { t } from '../i18n/index'
import { trainsAlike } from '../stores/analysis'
import { showPanel } from '../stores/dock'
import { currentDocument, useDocument } from '../stores/document'
import { toastError, toastInfo, toasts } from '../stores/messages'
import { engine, isRunning, useRun } from '../stores/run'
import { useRecorded } from './recorded'
import { keepNow } from './recorder'
import { chooseRuns, refreshRuns, useRunList } from './run-list'

export async function renameRun(id: string, name: string): Promise<void> {
  useRunList.setState({ renaming: null })
  const trimmed = name.trim().slice(0, 200)
  if (trimmed !== '') await bridge().request('runs.change', { id, name: trimmed })
}

export async function starRuns(ids: readonly string[], starred: boolean): Promise<void> {
  await Promise.all(ids.map(id => bridge().request('runs.change', { id, starred })))
}

/** Takes runs off the list, and offers to bring them back. */
export async function removeRuns(rows: readonly RunRow[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await bridge().request('runs.remove', { ids })
  const restore = async () => {
    toasts.close(toast)
    await bridge().request('runs.restore', { ids })
  }
  const toast = toasts.add({
    title:
      rows.length === 1
        ? t('runs.removed.one', { name: rows[0]!.name })
        : t('runs.removed', { count: rows.length }),
    type: 'info',
    timeout: 12_000,
    actionProps: { children: t('runs.undo'), onClick: () => void restore() },
  })
}

/** Shows a run's graph as a document without a file; unsaved work is asked about. */
export function openGraph(id: string): Promise<void> {
  return openRunGraph(id)
}

/** Trains a run's graph from its first step, with its seed. */
export async function runAgain(record: RunRecord): Promise<void> {
  const wanted = graphOf(record)
  if (!wanted) return
  const shown = () => currentDocument(useDocument.getState())
  if (!useDocument.getState().open || !trainsAlike(shown(), wanted)) {
    await openRunGraph(record.id)
    // The user kept what was there.
    if (!trainsAlike(shown(), wanted)) return
  } else if (isRunning(useRun.getState().run)) {
    toastInfo(t('runs.again.running'))
    return
  } else if (useRun.getState().run) {
    engine.reset(shown())
  }
  await engine.train(shown())
}

/** Compares a run with the one that the window trains, or trained last. */
export async function compareWithCurrent(id: string): Promise<void> {
  const current = (await keepNow()) ?? useRecorded.getState().id
  if (!current || current === id) {
    toastInfo(t('runs.noCurrent'))
    return
  }
  await showRuns([id, current], 'compare')
}

/** Brings the panel to the front with these runs chosen. */
export async function showRuns(
  ids: readonly string[],
  view: 'table' | 'compare' | 'curves',
): Promise<void> {
  showPanel('runs')
  await refreshRuns()
  chooseRuns(ids)
  useRunList.setState({ view })
}

/** Saves a whole run as JSON where the user says. */
export async function exportRun(id: string): Promise<void> {
  const record = await bridge().request('runs.get', { id })
  if (!record) return
  const answer = await bridge().request('export.save', {
    format: 'json',
    name: record.name,
    content: runJson(record),
  })
  if (answer.kind === 'failed') toastError(answer.message, answer.remedy)
  else if (answer.kind === 'saved') toastInfo(t('panels.export.saved', { name: answer.name }))
}

/** A run as JSON: the graph as it is in a file, figures as numbers, `"NaN"` and `"Infinity"`. */
export function runJson({ document, gradients, ...run }: RunRecord): string {
  const cells = gradients && gradients.rows.length * gradients.first.length
  const part = (index: number) =>
    gradients && cells ? [...gradients.values.subarray(index * cells, (index + 1) * cells)] : []
  const exported = {
    format: 'gradscope-run',
    version: 1,
    ...run,
    graph: JSON.parse(document) as unknown,
    gradients: gradients && {
      quantity: 'gradient.rms',
      rows: gradients.rows,
      first: gradients.first,
      last: gradients.last,
      mean: part(0),
      min: part(1),
      max: part(2),
    },
  }
  return `${figuresToJson(exported)}\n`
}

const parsed = new WeakMap<RunRecord, GraphDocument>()

/** The graph of a run as it was trained; null where this version cannot read it. */
export function graphOf(record: RunRecord): GraphDocument | null {
  const known = parsed.get(record)
  if (known) return known
  const result = parseDocument(record.document)
  if (result.kind !== 'ok') return null
  parsed.set(record, result.document)
  return result.document
}
