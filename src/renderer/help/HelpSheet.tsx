import './help.css'
import { Dialog } from '@base-ui/react/dialog'
import { Printer, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { type MenuId, menuGroups, menus, menuTitle } from '../../shared/commands/table'
import { type Command, command } from '../commands/commands'
import { shortcutText } from '../commands/keyboard'
import { useLanguage, useT } from '../i18n/index'
import { gestures } from './gestures'
import { closeHelp, useHelp } from './store'

const menuIds = Object.keys(menus) as MenuId[]

/** Every shortcut, section by section as in the menus, and what the mouse does. */
export function HelpSheet() {
  const t = useT()
  const open = useHelp(state => state.open)
  const sections = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && closeHelp()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="help-sheet" initialFocus={sections} data-testid="help">
          <header className="help-head">
            <Dialog.Title className="dialog-title">{t('help.title')}</Dialog.Title>
            <button
              type="button"
              className="button button-ghost"
              onClick={() => window.print()}
              data-testid="help-print"
            >
              <Printer aria-hidden size={14} />
              {t('help.print')}
            </button>
            <Dialog.Close
              className="button button-ghost"
              data-icon-only
              aria-label={t('dialog.close')}
              data-testid="help-close"
            >
              <X aria-hidden size={16} />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it */}
          <div ref={sections} className="help-sections" tabIndex={0}>
            {menuIds.map(menu => (
              <MenuSection key={menu} menu={menu} />
            ))}
            <Section title={t('help.gestures')}>
              {gestures.map(([gesture, does]) => (
                <Row key={gesture} does={t(does)}>
                  <span className="help-gesture">{t(gesture)}</span>
                </Row>
              ))}
            </Section>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The commands of a menu that have keys. */
function MenuSection({ menu }: { readonly menu: MenuId }) {
  const language = useLanguage()
  const withKeys = menuGroups(menu)
    .flatMap(({ ids }) => ids.map(command))
    .filter(({ keys }) => keys.length > 0)
  if (withKeys.length === 0) return null
  return (
    <Section title={menuTitle(menu, language)}>
      {withKeys.map(({ id, title, keys }) => (
        <Row key={id} does={title[language].replace('…', '')}>
          <Keys keys={keys} />
        </Row>
      ))}
    </Section>
  )
}

function Keys({ keys }: Pick<Command, 'keys'>) {
  return keys.map(key => <kbd key={key}>{shortcutText(key)}</kbd>)
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="help-section">
      <h3 className="overline">{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}

function Row({ does, children }: { readonly does: string; readonly children: ReactNode }) {
  return (
    <div className="help-row">
      <dt>{does}</dt>
      <dd>{children}</dd>
    </div>
  )
}
