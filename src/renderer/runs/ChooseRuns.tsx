import { useT } from '../i18n/index'

/** Says what to choose where a view needs more of it. */
export function ChooseRuns({ text }: { readonly text: string }) {
  const t = useT()
  return (
    <div className="findings-none" data-testid="runs-choose">
      <p className="findings-none-title">{t('runs.choose')}</p>
      <p>{text}</p>
    </div>
  )
}
