import { useT } from '../i18n/index'
import { useView } from '../stores/view'

export function EmptyCanvas() {
  const t = useT()
  return (
    <div className="canvas-empty" data-testid="canvas-empty">
      <h2>{t('canvas.empty.title')}</h2>
      <p>{t('canvas.empty.body')}</p>
      <button type="button" className="link" onClick={() => useView.getState().show('start')}>
        {t('canvas.empty.example')}
      </button>
    </div>
  )
}
