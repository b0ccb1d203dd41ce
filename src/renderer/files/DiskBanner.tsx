import './files.css'
import { FileWarning } from 'lucide-react'
import { useT } from '../i18n/index'
import { isDirty, useDocument } from '../stores/document'
import { dismissDiskChange, keepMine, reloadFromDisk, useDiskChange } from './disk-change'
import { saveDocument, saveDocumentAs } from './file-actions'

/** Across the window while its file is not what this window last saw. */
export function DiskBanner() {
  const t = useT()
  const { change, name } = useDiskChange()
  const dirty = useDocument(isDirty)
  if (change === 'none') return null
  const gone = change === 'gone'
  const text = gone ? 'disk.gone' : dirty ? 'disk.modified.dirty' : 'disk.modified'
  return (
    <div className="disk-banner" role="alert" data-testid="disk-banner">
      <FileWarning aria-hidden size={16} />
      <span className="disk-banner-text">{t(text, { name })}</span>
      {gone ? (
        <>
          <BannerButton id="dismiss" onClick={dismissDiskChange} />
          <BannerButton id="saveAs" onClick={() => void saveDocumentAs()} />
          <BannerButton id="save" primary onClick={() => void saveDocument()} />
        </>
      ) : (
        <>
          <BannerButton id="keep" onClick={() => void keepMine()} />
          {dirty && <BannerButton id="saveAs" onClick={() => void saveDocumentAs()} />}
          <BannerButton id="reload" primary onClick={() => void reloadFromDisk()} />
        </>
      )}
    </div>
  )
}

interface BannerButtonProps {
  readonly id: 'dismiss' | 'save' | 'saveAs' | 'keep' | 'reload'
  readonly primary?: boolean
  onClick(): void
}

function BannerButton({ id, primary = false, onClick }: BannerButtonProps) {
  const t = useT()
  return (
    <button
      type="button"
      className={`button ${primary ? 'button-primary' : 'button-plain'}`}
      data-testid={`disk-${id}`}
      onClick={onClick}
    >
      {t(`disk.${id}`)}
    </button>
  )
}
