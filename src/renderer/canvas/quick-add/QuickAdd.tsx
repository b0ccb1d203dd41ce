import './quick-add.css'
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Popover } from '@base-ui/react/popover'
import { Search } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { AttrSpec } from '../../../engine/nodes/attrs'
import type { NodeCategory } from '../../../engine/nodes/define-node'
import { nodeKind } from '../../../engine/nodes/index'
import { t, useT } from '../../i18n/index'
import { kindInfo } from '../../i18n/kinds'
import { categories } from '../../palette/categories'
import { findEntries, type KindEntry } from '../../palette/find-kinds'
import { focusCanvas } from '../focus'
import { kindColor } from '../kind-color'
import { useStackForm } from '../stack/stack-form'
import { carryOut, entriesFor, type Purpose, stackKey } from './additions'
import { closeQuickAdd, type QuickAddRequest, useQuickAdd } from './store'

/** The search at the pointer for what to add: opened by `openQuickAdd`. */
export function QuickAdd() {
  const request = useQuickAdd(state => state.request)
  // What was shown last stays while the popup fades.
  const last = useRef<QuickAddRequest | null>(null)
  if (request) last.current = request
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const shown = last.current
  const anchor = useMemo(
    () => ({
      getBoundingClientRect: () => new DOMRect(shown?.screen.x ?? 0, shown?.screen.y ?? 0, 0, 0),
    }),
    [shown],
  )
  return (
    <Popover.Root open={request !== null} onOpenChange={open => !open && closeQuickAdd()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          collisionPadding={8}
          className="popup-positioner"
        >
          <Popover.Popup
            className="popup quick-add"
            data-testid="quick-add"
            aria-label={shown ? t(`quickAdd.${shown.purpose.kind}`) : undefined}
            initialFocus={input}
            finalFocus={() => {
              if (useStackForm.getState().start === null) focusCanvas()
              return false
            }}
          >
            {shown && <KindSearch purpose={shown.purpose} input={input} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface KindSearchProps {
  readonly purpose: Purpose
  readonly input: React.Ref<HTMLInputElement>
}

function KindSearch({ purpose, input }: KindSearchProps) {
  const t = useT()
  const [query, setQuery] = useState('')
  const entries = useMemo(() => entriesFor(purpose), [purpose])
  const [highlighted, setHighlighted] = useState<KindEntry>()
  const groups = useMemo(() => grouped(findEntries(entries, query), query), [entries, query])
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      mode="none"
      value={query}
      onValueChange={setQuery}
      itemToStringValue={({ title }: KindEntry) => title}
      autoHighlight="always"
      keepHighlight
      onItemHighlighted={setHighlighted}
    >
      <div className="quick-add-search">
        <Search aria-hidden size={14} />
        <Autocomplete.Input
          ref={input}
          className="quick-add-input"
          placeholder={t(`quickAdd.${purpose.kind}`)}
          aria-label={t(`quickAdd.${purpose.kind}`)}
          spellCheck={false}
          data-testid="quick-add-search"
        />
      </div>
      <Autocomplete.List className="quick-add-list">
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            {group.category && (
              <Autocomplete.GroupLabel className="overline">
                {t(`category.${group.category}`)}
              </Autocomplete.GroupLabel>
            )}
            <Autocomplete.Collection>
              {(entry: KindEntry) => (
                <Entry key={entry.key} entry={entry} onChoose={() => choose(purpose, entry)} />
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty className="quick-add-none">
        {t('palette.none', { query })}
      </Autocomplete.Empty>
      {highlighted && <p className="quick-add-help">{summaryOf(highlighted)}</p>}
    </Autocomplete.Root>
  )
}

function choose(purpose: Purpose, entry: KindEntry): void {
  closeQuickAdd()
  carryOut(purpose, entry)
  // At once, and not when the popup has faded: the next key is meant for the canvas.
  if (entry.key !== stackKey) focusCanvas()
}

interface EntryProps {
  readonly entry: KindEntry
  onChoose(): void
}

function Entry({ entry, onChoose }: EntryProps) {
  return (
    <Autocomplete.Item
      value={entry}
      className="quick-add-item"
      data-testid={`quick-add-${entry.key}`}
      onClick={onChoose}
    >
      <span className="swatch" style={{ background: kindColor(entry.kind) }} />
      <span className="quick-add-title">{entry.title}</span>
      {entry.isChoice && <span className="quick-add-kind">{kindInfo(entry.kind).title}</span>}
    </Autocomplete.Item>
  )
}

/** A choice explains itself; a kind by its summary. */
function summaryOf({ key, kind, attrs, isChoice }: KindEntry): string {
  if (key === stackKey) return t('stack.summary')
  const { summary, attrs: specs } = kindInfo(kind)
  const [[name, value] = []] = Object.entries(attrs)
  const spec: AttrSpec | undefined = name === undefined ? undefined : specs[name]
  if (!isChoice || spec?.type !== 'choice') return summary
  return spec.options.find(option => option.value === value)?.help ?? summary
}

interface EntryGroup {
  readonly value: string
  readonly category: NodeCategory | null
  readonly items: readonly KindEntry[]
}

/** By category; what a query finds stands in its own order, the best first. */
function grouped(entries: readonly KindEntry[], query: string): readonly EntryGroup[] {
  if (query.trim() !== '') {
    return entries.length === 0 ? [] : [{ value: 'found', category: null, items: entries }]
  }
  return categories
    .map(category => ({
      value: category,
      category,
      items: entries.filter(({ kind }) => nodeKind(kind).category === category),
    }))
    .filter(({ items }) => items.length > 0)
}
