import './palette.css'
import { Layers, Search, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { type NodeKind, nodeKind, nodeKinds } from '../../engine/nodes/index'
import { addNodeAfterSelection } from '../canvas/add-node'
import { leaveDropEdge } from '../canvas/drop-edge'
import { kindColor } from '../canvas/kind-color'
import { nodeDragType, setDraggedKind } from '../canvas/node-drag'
import { viewArea } from '../canvas/view-area'
import { shortcutText } from '../commands/keyboard'
import { useCommand } from '../commands/use-command'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { Tooltip } from '../ui/Tooltip'
import { categories } from './categories'
import { findKinds } from './find-kinds'

const allKinds = Object.keys(nodeKinds) as NodeKind[]

/** Every node kind, by category: drag one onto the canvas, or press it to add it. */
export function Palette() {
  const t = useT()
  const [query, setQuery] = useState('')
  const found = findKinds(allKinds, query)
  const first = found[0]

  const searchKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') setQuery('')
    if (event.key === 'Enter' && first && query !== '') add(first)
  }

  return (
    <nav className="palette" aria-label={t('palette.title')}>
      <div className="palette-search">
        <Search aria-hidden size={14} />
        <input
          className="input"
          type="search"
          value={query}
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
          spellCheck={false}
          data-testid="palette-search"
          onChange={event => setQuery(event.target.value)}
          onKeyDown={searchKey}
        />
        {query !== '' && (
          <button type="button" aria-label={t('palette.clear')} onClick={() => setQuery('')}>
            <X aria-hidden size={13} />
          </button>
        )}
      </div>
      <div className="palette-list">
        {categories.map(category => {
          const kinds = found.filter(kind => nodeKind(kind).category === category)
          return kinds.length === 0 ? null : (
            <section key={category} aria-labelledby={`palette-${category}-title`}>
              <h2 id={`palette-${category}-title`} className="overline">
                {t(`category.${category}`)}
              </h2>
              {kinds.map(kind => (
                <PaletteItem key={kind} kind={kind} />
              ))}
              {category === 'layer' && query === '' && <StackItem />}
            </section>
          )
        })}
        {found.length === 0 && <p className="palette-none">{t('palette.none', { query })}</p>}
      </div>
    </nav>
  )
}

function add(kind: NodeKind): void {
  addNodeAfterSelection(kind, viewArea())
}

/** Many layers at once; the same form as by its command. */
function StackItem() {
  const { title, shortcut, run } = useCommand('insert.stack')
  const t = useT()
  return (
    <Tooltip
      side="right"
      content={
        <>
          <strong>{t('stack.summary')}</strong>
          {shortcut && <kbd>{shortcutText(shortcut)}</kbd>}
        </>
      }
    >
      <button
        type="button"
        className="palette-item palette-action"
        data-testid="palette-stack"
        onClick={run}
      >
        <Layers aria-hidden size={12} />
        {title}
      </button>
    </Tooltip>
  )
}

function PaletteItem({ kind }: { readonly kind: NodeKind }) {
  const t = useT()
  const { title, summary } = kindInfo(kind)
  const startDrag = (event: DragEvent) => {
    event.dataTransfer.setData(nodeDragType, kind)
    event.dataTransfer.effectAllowed = 'copy'
    setDraggedKind(kind)
  }
  return (
    <Tooltip
      side="right"
      content={
        <>
          <strong>{summary}</strong>
          <span>{t('palette.hint')}</span>
        </>
      }
    >
      <button
        type="button"
        className="palette-item"
        draggable
        data-testid={`palette-${kind}`}
        onDragStart={startDrag}
        onDragEnd={() => {
          setDraggedKind(null)
          leaveDropEdge()
        }}
        onClick={() => add(kind)}
      >
        <span className="swatch" style={{ background: kindColor(kind) }} />
        {title}
      </button>
    </Tooltip>
  )
}
