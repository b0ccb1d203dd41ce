import { Maximize, Minus, Plus } from 'lucide-react'
import { Panel, useReactFlow, useStore } from 'reactflow'
import { useT } from '../i18n/index'
import { CommandButton } from '../ui/CommandButton'

export function ZoomControls({ onZoom }: { readonly onZoom: () => void }) {
  const t = useT()
  const { zoomIn, zoomOut } = useReactFlow()
  const change = (by: typeof zoomIn) => () => {
    onZoom()
    void by()
  }
  const zoom = useStore(state => Math.round(state.transform[2] * 100))
  return (
    <Panel position="bottom-left" className="zoom-controls">
      <button
        type="button"
        className="button button-ghost"
        data-icon-only
        aria-label={t('canvas.zoomOut')}
        onClick={change(zoomOut)}
      >
        <Minus aria-hidden size={14} />
      </button>
      <output className="zoom-level">{zoom} %</output>
      <button
        type="button"
        className="button button-ghost"
        data-icon-only
        aria-label={t('canvas.zoomIn')}
        onClick={change(zoomIn)}
      >
        <Plus aria-hidden size={14} />
      </button>
      <CommandButton id="view.fit" icon={Maximize} testId="fit" look="ghost" iconOnly />
    </Panel>
  )
}
