import './data.css'
import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { fileName, ownFormat } from '../../engine/data/own'
import { formatCount, formatShare } from '../format'
import { engineText } from '../i18n/engine-text'
import { t, useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import {
  cancelReading,
  chooseLabels,
  closeDataView,
  locateData,
  readAgain,
  useDataView,
} from '../stores/data-view'
import { currentDocument, useDocument } from '../stores/document'
import { toastInfo } from '../stores/messages'
import { useView } from '../stores/view'
import { DataFacts } from './DataFacts'
import { DataOptions } from './DataOptions'
import { ImageGrid } from './ImageGrid'
import { SourceButtons } from './SourceButtons'
import { TablePreview } from './TablePreview'
import { type TakenData, takeData } from './take-data'

/** The data of the graph: what is in it, how its files are read, and how they are parted. */
export function DataDialog() {
  const tt = useT()
  const open = useDataView(state => state.open)
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && closeDataView()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog data-dialog" data-testid="data-dialog">
          <header className="data-head">
            <Dialog.Title className="dialog-title">{tt('data.title')}</Dialog.Title>
            <SourceLine />
            <button
              type="button"
              className="button button-ghost"
              data-icon-only
              aria-label={tt('data.close')}
              onClick={closeDataView}
            >
              <X aria-hidden size={15} />
            </button>
          </header>
          <Body />
          <Foot />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function SourceLine() {
  const tt = useT()
  const attrs = useDataView(state => state.attrs)
  const path = String(attrs.path ?? '')
  if (ownFormat(attrs) && path !== '') {
    return (
      <p className="data-source" title={path}>
        <strong data-testid="data-file">{fileName(path)}</strong>
        <span className="data-folder">{path.slice(0, -fileName(path).length)}</span>
        <button type="button" className="link" data-testid="data-locate" onClick={locateData}>
          {tt('data.locate')}
        </button>
      </p>
    )
  }
  const spec = kindInfo('data').attrs.dataset
  const option =
    spec?.type === 'choice' ? spec.options.find(({ value }) => value === attrs.dataset) : undefined
  if (!option || ownFormat(attrs)) return <p className="data-source">{tt('data.none')}</p>
  return (
    <p className="data-source">
      <strong>{option.title}</strong>
      <span className="data-folder">{tt('data.shipped')}</span>
    </p>
  )
}

function Body() {
  const shown = useDataView(state => state.shown)
  const sample = useDataView(state => state.sample)
  const isOwn = useDataView(state => ownFormat(state.attrs) !== null)
  const hasImages = shown !== null && shown.preview.images.length > 0
  return (
    <div className="data-body">
      <aside className="data-side">
        <SourceButtons />
        {shown && <DataFacts inspection={shown} />}
        {isOwn && <DataOptions />}
      </aside>
      <section className="data-main">
        <Status />
        {hasImages && <ImageGrid inspection={shown} />}
        {!hasImages && (sample || shown) && (
          <TablePreview sample={sample} inspection={shown} isOwn={isOwn} />
        )}
      </section>
    </div>
  )
}

/** How far reading is, or why the data cannot be taken. */
function Status() {
  const tt = useT()
  const reading = useDataView(state => state.reading)
  const attrs = useDataView(state => state.attrs)
  const measured = useDataView(state => state.shown?.measured ?? null)
  if (reading.state === 'reading') {
    const { share, rows } = reading
    const values = { share: formatShare(share), rows: formatCount(rows) }
    const label = rows > 0 ? tt('data.reading.rows', values) : tt('data.reading', values)
    return (
      <div className="data-status" role="status" data-testid="data-reading">
        <progress value={share} max={1} aria-label={label} />
        <span className="figures">{label}</span>
        <button type="button" className="link" onClick={cancelReading}>
          {tt('data.stop')}
        </button>
      </div>
    )
  }
  if (reading.state === 'lost') {
    return (
      <div className="data-status data-error" role="alert" data-testid="data-lost">
        <p>{tt('data.lost')}</p>
        <button type="button" className="link" onClick={readAgain}>
          {tt('data.again')}
        </button>
      </div>
    )
  }
  if (reading.state !== 'done') return null
  const { outcome } = reading
  if (!outcome.ok) {
    return (
      <div className="data-status data-error" role="alert" data-testid="data-error">
        <p>
          {engineText(outcome.message)} {engineText(outcome.remedy)}
        </p>
        {attrs.dataset === 'ownIdx' && (
          <button type="button" className="link" onClick={chooseLabels}>
            {tt('data.labels')}
          </button>
        )}
      </div>
    )
  }
  const hash = String(attrs.hash ?? '')
  if (!measured || hash === '' || hash === measured.hash) return null
  return (
    <p className="data-status" data-testid="data-changed">
      {tt('data.changed')}
    </p>
  )
}

function Foot() {
  const tt = useT()
  const attrs = useDataView(state => state.attrs)
  const nodeId = useDataView(state => state.nodeId)
  const reading = useDataView(state => state.reading)
  const document = useDocument(currentDocument)
  const measured =
    reading.state === 'done' && reading.outcome.ok ? reading.outcome.inspection.measured : null
  const taken = measured && takeData(document, nodeId, attrs, measured)
  const isOwn = ownFormat(attrs) !== null
  const take = () => {
    if (!taken) return
    const name = fileName(String(attrs.path))
    useDocument.getState().edit({ key: 'history.takeData', values: { name } }, taken.changes)
    toastInfo([t('data.taken', { name }), ...effects(taken, 'data.taken')].join(' '))
    closeDataView()
    if (nodeId === null) useView.getState().fit()
  }
  return (
    <div className="dialog-actions data-foot">
      {taken && <p className="data-effects">{effects(taken, 'data.will').join(' ')}</p>}
      <button type="button" className="button button-plain" onClick={closeDataView}>
        {isOwn ? tt('data.cancel') : tt('data.close')}
      </button>
      {isOwn && (
        <button
          type="button"
          className="button button-primary"
          aria-disabled={!taken}
          data-testid="data-take"
          onClick={take}
        >
          {tt('data.take')}
        </button>
      )}
    </div>
  )
}

/** What follows the data in the graph. */
function effects({ inputs, output }: TakenData, when: 'data.will' | 'data.taken'): string[] {
  return [
    ...(inputs?.from
      ? [
          t(`${when}.inputs`, {
            from: formatCount(inputs.from),
            to: formatCount(inputs.to),
          }),
        ]
      : []),
    ...(output ? [t(`${when}.output`, { ...output })] : []),
  ]
}
