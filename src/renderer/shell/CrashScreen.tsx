import './crash-screen.css'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { saveDocument } from '../files/file-actions'
import { useT } from '../i18n/index'
import { useDocument } from '../stores/document'
import { useDialog } from '../stores/messages'
import { type Failure, reasonOf } from '../ui/ErrorBoundary'

/** Stands in for a window that could not be drawn. The document outlives what draws it, so it can still be saved. */
export function CrashScreen({ error, tryAgain }: Failure) {
  const t = useT()
  const open = useDocument(state => state.open)
  return (
    <main className="crash" role="alert" data-testid="crash">
      <CircleAlert aria-hidden size={22} />
      <h1>{t('crash.title')}</h1>
      <p>{t(open ? 'crash.body' : 'crash.body.empty')}</p>
      <code>{reasonOf(error)}</code>
      <div className="crash-actions">
        {open && <SaveButton />}
        <button type="button" className="button button-plain" onClick={forgetAndReload}>
          {t('crash.reset')}
        </button>
        <button type="button" className="button button-primary" onClick={tryAgain}>
          {t('crash.again')}
        </button>
      </div>
      <p className="crash-help">{t('crash.reset.help')}</p>
    </main>
  )
}

function SaveButton() {
  const t = useT()
  const [isSaved, setSaved] = useState(false)
  const problem = useDialog(state => state.content)
  const save = async () => setSaved(await saveDocument())
  return (
    <>
      <button type="button" className="button button-plain" onClick={() => void save()}>
        {t(isSaved ? 'crash.saved' : 'crash.save')}
      </button>
      {problem && <p role="status">{problem.body}</p>}
    </>
  )
}

/** How the panels are arranged may be what cannot be drawn; main has the work. */
function forgetAndReload(): void {
  localStorage.clear()
  location.reload()
}
