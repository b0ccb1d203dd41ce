import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import type { RefObject } from 'react'
import type { PanelId } from '../../shared/panels'
import { copyPanel, pictureFormats, savePanel } from './export/export-panel'
import type { PanelExports } from './registry'
import { usePanelText } from './use-panel-text'

interface ExportMenuProps {
  id: PanelId
  exports: PanelExports
  /** Holds the panel's charts. */
  body: RefObject<HTMLElement | null>
  nodeLabel: (id: string) => string
}

/** Saves or copies a panel. */
export function ExportMenu({ id, exports, body, nodeLabel }: ExportMenuProps) {
  const t = usePanelText()
  const nothing = exports.useNothing()
  const panel = () => ({ id, exports, element: body.current!, nodeLabel })
  const formats = [
    ...(exports.picture ? pictureFormats : []),
    ...(exports.csv ? (['csv'] as const) : []),
  ]
  const copies = [
    ...(exports.picture ? (['image'] as const) : []),
    ...(exports.csv ? (['data'] as const) : []),
  ]
  return (
    <Menu.Root>
      <Menu.Trigger
        className="dock-button"
        disabled={nothing !== null}
        title={nothing ?? t('panels.export')}
        aria-label={t('panels.export')}
        data-testid={`panel-export-${id}`}
      >
        <Download aria-hidden size={14} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={6} className="popup-positioner">
          <Menu.Popup className="popup menu" aria-label={t('panels.export')}>
            {formats.map(format => (
              <Menu.Item
                key={format}
                className="menu-item"
                data-testid={`export-${format}`}
                onClick={() => void savePanel(panel(), format)}
              >
                {t(`panels.export.${format}`)}
              </Menu.Item>
            ))}
            <Menu.Separator className="menu-separator" />
            {copies.map(what => (
              <Menu.Item
                key={what}
                className="menu-item"
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
