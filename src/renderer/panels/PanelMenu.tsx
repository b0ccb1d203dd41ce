import { Menu } from '@base-ui/react/menu'
import { Check, Ellipsis } from 'lucide-react'
import { type PanelId, panelIds, panelTitle } from '../../shared/panels'
import { shortcutText } from '../commands/keyboard'
import { useLanguage } from '../i18n/index'
import { dock, useDock } from '../stores/dock'
import { canGoToSide, canHide, type DockGroup } from '../stores/dock-layout'
import { usePanelText } from './use-panel-text'

interface PanelMenuProps {
  readonly group: DockGroup
  readonly index: number
}

/** Lists all panels, whether or not their tabs are in sight, and arranges the one in front. */
export function PanelMenu({ group, index }: PanelMenuProps) {
  const t = usePanelText()
  return (
    <Menu.Root>
      <Menu.Trigger
        className="dock-button dock-more"
        title={t('panels.more')}
        aria-label={t('panels.more')}
        data-testid={`panels-more-${index}`}
      >
        <Ellipsis aria-hidden size={15} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={6} className="popup-positioner">
          <Menu.Popup className="popup menu" aria-label={t('panels.more')}>
            {panelIds.map(id => (
              <PanelItem key={id} id={id} group={index} />
            ))}
            <Menu.Separator className="menu-separator" />
            <ArrangeItems id={group.front} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function PanelItem({ id, group }: { readonly id: PanelId; readonly group: number }) {
  const t = usePanelText()
  const language = useLanguage()
  const inFront = useDock(({ layout }) => layout.groups[group]?.front === id)
  const hidden = useDock(({ layout }) => layout.hidden.includes(id))
  return (
    <Menu.Item
      className="menu-item panel-item"
      data-testid={`panel-item-${id}`}
      onClick={() => dock.show(id, group)}
    >
      <span className="select-check">{inFront && <Check aria-hidden size={13} />}</span>
      <span className="menu-text">{panelTitle(id)[language]}</span>
      {hidden && <span className="menu-key">{t('panels.hidden')}</span>}
    </Menu.Item>
  )
}

/** What can be done to the place of a panel; in the menu of all panels, and in its tab's. */
export function ArrangeItems({ id }: { readonly id: PanelId }) {
  const t = usePanelText()
  const panel = panelTitle(id)[useLanguage()]
  const layout = useDock(state => state.layout)
  return (
    <>
      <Menu.Item
        className="menu-item"
        disabled={!canGoToSide(layout)}
        data-testid="panel-side"
        onClick={() => dock.toSide(id)}
      >
        {t('panels.side', { panel })}
      </Menu.Item>
      {([-1, 1] as const).map(by => (
        <Menu.Item
          key={by}
          className="menu-item"
          data-testid={by < 0 ? 'panel-left' : 'panel-right'}
          onClick={() => dock.shift(id, by)}
        >
          {t(by < 0 ? 'panels.left' : 'panels.right')}
          <span className="menu-key">
            {shortcutText(by < 0 ? 'Alt+ArrowLeft' : 'Alt+ArrowRight')}
          </span>
        </Menu.Item>
      ))}
      <Menu.Item
        className="menu-item"
        disabled={!canHide(layout)}
        data-testid="panel-hide"
        onClick={() => dock.hide(id)}
      >
        {t('panels.hide', { panel })}
      </Menu.Item>
      <Menu.Separator className="menu-separator" />
      <Menu.Item className="menu-item" data-testid="panels-reset" onClick={() => dock.reset()}>
        {t('panels.reset')}
      </Menu.Item>
    </>
  )
}
