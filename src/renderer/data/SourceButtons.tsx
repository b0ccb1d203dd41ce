import { FolderOpen, Images, Table2 } from 'lucide-react'
import type { OwnSourceId } from '../../engine/data/own'
import { useT } from '../i18n/index'
import { chooseData, useDataView } from '../stores/data-view'

const sources = [
  { id: 'ownTable', Icon: Table2 },
  { id: 'ownIdx', Icon: Images },
  { id: 'ownFolder', Icon: FolderOpen },
] as const satisfies readonly { readonly id: OwnSourceId; readonly Icon: unknown }[]

/** A button for each kind of files that can be imported. */
export function SourceButtons() {
  const t = useT()
  const dataset = useDataView(state => state.attrs.dataset)
  return (
    <section className="data-section">
      <h3 className="overline">{t('data.import')}</h3>
      <div className="data-sources">
        {sources.map(({ id, Icon }) => (
          <button
            key={id}
            type="button"
            className="button button-plain"
            data-current={dataset === id || undefined}
            data-testid={`import-${id}`}
            onClick={() => void chooseData(id)}
          >
            <Icon aria-hidden size={14} />
            {t(`data.choose.${id}`)}
          </button>
        ))}
      </div>
    </section>
  )
}
