import { FileQuestion, Network, X } from 'lucide-react'
import { bridge } from '../bridge'
import { openRecent } from '../files/file-actions'
import { useT } from '../i18n/index'
import { useList } from './use-list'

const loadRecent = () => bridge().request('recent.list', undefined)

/** The files that were open last; one press opens them again. */
export function RecentFiles() {
  const t = useT()
  const [files] = useList(loadRecent, 'recent.changed')
  if (files.length === 0) return null
  return (
    <section className="start-section" aria-labelledby="recent-title" data-testid="recent">
      <header className="start-section-head">
        <h2 id="recent-title" className="overline">
          {t('recent.title')}
        </h2>
        <button
          type="button"
          className="link"
          data-testid="recent-clear"
          onClick={() => void bridge().request('recent.clear', undefined)}
        >
          {t('recent.clear')}
        </button>
      </header>
      <ul className="file-rows recent-files">
        {files.map(({ id, name, folder, missing }) => {
          const Icon = missing ? FileQuestion : Network
          return (
            <li key={id} className="file-row" data-missing={missing || undefined}>
              <button
                type="button"
                className="file-row-open"
                data-testid="recent-file"
                onClick={() => void openRecent(id)}
              >
                <Icon aria-hidden size={15} />
                <span className="file-row-name">{name}</span>
                <span className="file-row-folder" title={folder}>
                  {folder}
                </span>
                {missing && <span className="file-row-note">{t('recent.missing')}</span>}
              </button>
              <button
                type="button"
                className="file-row-remove"
                aria-label={t('recent.remove', { name })}
                title={t('recent.remove', { name })}
                onClick={() => void bridge().request('recent.remove', { id })}
              >
                <X aria-hidden size={14} />
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
