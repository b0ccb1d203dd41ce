import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'
import type { RefObject } from 'react'
import { useTelemetry } from '../stores/telemetry'
import { copyPanel, type ExportableTab, exportFormats, savePanel } from './export/export-panel'
import { usePanelText } from './use-panel-text'

interface ExportMenuProps {
  tab: ExportableTab
  /** Holds the panel's charts. */
  body: RefObject<HTMLElement | null>
  nodeLabel: (id: string) => string
}

/** Saves or copies the panel in front. */
export function ExportMenu({ tab, body, nodeLabel }: ExportMenuProps) {
  const t = usePanelText()
  const empty = useTelemetry(state => (state.history?.count ?? 0) === 0)
  const panel = () => ({ tab, element: body.current!, nodeLabel })
  return (
    <Menu.Root>
      <Menu.Trigger
        className="select-trigger select-quiet"
        disabled={empty}
        title={empty ? t('panels.export.nothing') : undefined}
        data-testid="export"
      >
        {t('panels.export')}
        <ChevronDown aria-hidden size={12} className="select-icon" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={6} className="popup-positioner">
          <Menu.Popup className="popup export-menu" aria-label={t('panels.export')}>
            {exportFormats.map(format => (
              <Menu.Item
                key={format}
                className="export-item"
                data-testid={`export-${format}`}
                onClick={() => void savePanel(panel(), format)}
              >
                {t(`panels.export.${format}`)}
              </Menu.Item>
            ))}
            <Menu.Separator className="export-separator" />
            {(['image', 'data'] as const).map(what => (
              <Menu.Item
                key={what}
                className="export-item"
                data-testid={`copy-${what}`}
                onClick={() => void copyPanel(panel(), what)}
              >
                {t(`panels.copy.${what}`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
