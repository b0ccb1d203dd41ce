import { Database } from 'lucide-react'
import { fileName, ownFormat } from '../../engine/data/own'
import type { DocumentNode } from '../../engine/document/schema'
import { useT } from '../i18n/index'
import { openDataView } from '../stores/data-view'

/** In the inspector of a data node: its file, and the way to its data. */
export function DataSection({ node }: { readonly node: DocumentNode }) {
  const t = useT()
  const path = ownFormat(node.attrs) ? String(node.attrs.path ?? '') : ''
  return (
    <section className="inspector-section data-inspector">
      {path !== '' && (
        <p className="data-source" title={path}>
          <strong>{fileName(path)}</strong>
        </p>
      )}
      <button
        type="button"
        className="button button-plain"
        data-testid="open-data"
        onClick={() => openDataView(node)}
      >
        <Database aria-hidden size={14} />
        {t('data.open')}
      </button>
    </section>
  )
}
