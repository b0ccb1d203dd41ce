import './picker.css'
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useT } from '../i18n/index'
import { pageOf } from './page-of'
import {
  closePicker,
  type FoundItem,
  findItems,
  type PickerItem,
  type PickerPage,
  usePicker,
} from './picker'

/** A search over lines to choose from: commands, nodes, places to connect to. */
export function Picker() {
  const kind = usePicker(state => state.kind)
  // Read as it opens: what it offers does not change under the pointer.
  const page = useMemo(() => kind && pageOf(kind), [kind])
  const chosen = useRef<PickerItem | null>(null)
  /** Once the focus is back where it was, so that what runs can move it. */
  const closed = (open: boolean) => {
    if (open) return
    const item = chosen.current
    chosen.current = null
    void item?.run()
  }
  const choose = (item: PickerItem) => {
    if (item.blocked) return
    chosen.current = item
    closePicker()
  }
  return (
    <Dialog.Root
      open={page !== null}
      onOpenChange={open => !open && closePicker()}
      onOpenChangeComplete={closed}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="picker-scrim" />
        <Dialog.Popup className="picker" aria-label={page?.label} data-testid="picker">
          {page && <Lines key={kind} page={page} choose={choose} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface LinesProps {
  readonly page: PickerPage
  choose(item: PickerItem): void
}

function Lines({ page, choose }: LinesProps) {
  const t = useT()
  const [query, setQuery] = useState('')
  const found = useMemo(() => findItems(page.items, query), [page.items, query])
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={found}
      value={query}
      itemToStringValue={({ item }: FoundItem) => item.title}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setQuery(value)}
      autoHighlight="always"
      keepHighlight
    >
      <div className="picker-search">
        <Search aria-hidden size={15} />
        <Autocomplete.Input
          className="picker-input"
          placeholder={page.placeholder}
          aria-label={page.label}
          spellCheck={false}
          data-testid="picker-input"
        />
      </div>
      <Autocomplete.Empty className="picker-none">
        {found.length === 0 && page.none}
      </Autocomplete.Empty>
      <Autocomplete.List className="picker-list">
        {(line: FoundItem) => <Line key={line.item.id} line={line} choose={choose} />}
      </Autocomplete.List>
      <p className="picker-keys" aria-hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('picker.move')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('picker.choose')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('picker.close')}
        </span>
      </p>
    </Autocomplete.Root>
  )
}

interface LineProps {
  readonly line: FoundItem
  choose(item: PickerItem): void
}

function Line({ line, choose }: LineProps) {
  const { item, at } = line
  const beside = item.blocked || item.detail
  return (
    <Autocomplete.Item
      value={line}
      className="picker-line"
      aria-disabled={Boolean(item.blocked) || undefined}
      data-testid={`picker-${item.id}`}
      onClick={() => choose(item)}
    >
      {item.color && <span className="swatch" style={{ background: item.color }} />}
      <span className="picker-title">
        <Marked text={item.title} at={at} />
      </span>
      {beside && <span className="picker-detail">{beside}</span>}
      {item.shortcut && <kbd>{item.shortcut}</kbd>}
    </Autocomplete.Item>
  )
}

/** A text with the letters that were searched for in bold. */
function Marked({ text, at }: { readonly text: string; readonly at: readonly number[] }) {
  if (at.length === 0) return text
  const found = new Set(at)
  const letters = [...text.normalize('NFC')]
  return letters.map((letter, index) => (found.has(index) ? <b key={index}>{letter}</b> : letter))
}
