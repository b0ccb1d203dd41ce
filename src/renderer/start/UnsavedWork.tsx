import { History } from 'lucide-react'
import { bridge } from '../bridge'
import { restore } from '../files/file-actions'
import { language, useT } from '../i18n/index'
import { showDialog } from '../stores/messages'
import { useList } from './use-list'

const loadBackups = () => bridge().request('recovery.list', undefined)

/** Work that was not saved when the app ended: restored or given up one by one. */
export function UnsavedWork() {
  const t = useT()
  const [backups, refresh] = useList(loadBackups)
  if (backups.length === 0) return null

  function askDiscard(id: string, name: string): void {
    showDialog({
      title: t('recovery.discard.title', { name }),
      body: t('recovery.discard.body'),
      action: {
        label: t('recovery.discard'),
        run: () => void bridge().request('recovery.discard', { id }).then(refresh),
      },
    })
  }

  return (
    <section
      className="start-section unsaved-work"
      aria-labelledby="recovery-title"
      data-testid="recovery"
    >
      <header className="start-section-head">
        <h2 id="recovery-title" className="overline">
          {t('recovery.title')}
        </h2>
        <p>{t('recovery.help')}</p>
      </header>
      <ul className="file-rows">
        {backups.map(({ id, name, folder, savedAt }) => (
          <li key={id} className="file-row" data-testid="recovery-row">
            <div className="file-row-text">
              <History aria-hidden size={15} />
              <span className="file-row-name">{name}</span>
              <span className="file-row-folder" title={folder ?? undefined}>
                {folder ?? t('recovery.untitled')}
              </span>
              <time className="file-row-note figures" dateTime={new Date(savedAt).toISOString()}>
                {timeText(savedAt)}
              </time>
            </div>
            <button
              type="button"
              className="button button-ghost"
              data-testid="recovery-discard"
              onClick={() => askDiscard(id, name)}
            >
              {t('recovery.discard')}
            </button>
            <button
              type="button"
              className="button button-primary"
              data-testid="recovery-restore"
              onClick={() => void restore(id)}
            >
              {t('recovery.restore')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function timeText(time: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(language(), format).format(time)
}
