import './frames.css'
import { type KeyboardEvent, memo, useState } from 'react'
import { type NodeProps, NodeResizer, NodeToolbar, Position, ViewportPortal } from 'reactflow'
import { type Frame, frameColors, frameLimits } from '../../../engine/document/frame'
import {
  recolorFrames,
  renameFrame,
  resizeFrame,
  setNoteText,
  smallestFrame,
} from '../../editing/frames'
import { useT } from '../../i18n/index'
import { useDocument } from '../../stores/document'
import type { Rect } from '../geometry'
import { type FrameNode, useResizing, useWriting } from './frame-elements'

/** A frame behind the nodes with its title, or a note. */
export const FrameView = memo(function FrameView({
  data: { frame },
  selected,
  ...place
}: NodeProps<FrameNode>) {
  const t = useT()
  const isNote = frame.text !== undefined
  return (
    <>
      {selected && <Border frame={frame} {...place} />}
      {selected && <Colors frame={frame} />}
      <section
        className="frame"
        aria-label={frame.title || t(isNote ? 'frame.note' : 'frame.untitled')}
        data-testid={`frame-${frame.id}`}
        data-color={frame.color ?? 'gray'}
        data-note={isNote || undefined}
        data-selected={selected || undefined}
      >
        {isNote ? <NoteText frame={frame} /> : <FrameTitle frame={frame} />}
      </section>
    </>
  )
})

type BorderProps = Pick<
  NodeProps<FrameNode>,
  'id' | 'positionAbsoluteX' | 'positionAbsoluteY' | 'width' | 'height'
> & { readonly frame: Frame }

/** What a selected frame is resized by: in front of the edges, though the frame is behind them. */
function Border({ frame, id, positionAbsoluteX, positionAbsoluteY, width, height }: BorderProps) {
  const transform = `translate(${positionAbsoluteX}px, ${positionAbsoluteY}px)`
  return (
    <ViewportPortal>
      <div className="frame-border" style={{ transform, width, height }}>
        <NodeResizer
          nodeId={id}
          minWidth={smallestFrame.width}
          minHeight={smallestFrame.height}
          handleClassName="frame-handle"
          lineClassName="frame-line"
          onResize={(_event, box) => useResizing.setState({ now: resized(frame, box) })}
          onResizeEnd={(_event, box) => {
            useResizing.setState({ now: null })
            resizeFrame(frame.id, resized(frame, box))
          }}
        />
      </div>
    </ViewportPortal>
  )
}

function resized({ id }: Frame, { x, y, width, height }: Rect) {
  return { id, x, y, width: Math.round(width), height: Math.round(height) }
}

function FrameTitle({ frame }: { readonly frame: Frame }) {
  const t = useT()
  const [editing, setEditing] = useEditing(frame, false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard renames by command
    <header className="frame-title" onDoubleClick={() => setEditing(true)}>
      {editing ? (
        <input
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the title that was clicked
          autoFocus
          className="frame-title-input nodrag"
          aria-label={t('frame.title')}
          defaultValue={frame.title}
          maxLength={frameLimits.title}
          spellCheck={false}
          data-testid="frame-title-input"
          onFocus={event => event.target.select()}
          onBlur={event => {
            setEditing(false)
            renameFrame(frame.id, event.target.value)
          }}
          onKeyDown={event => finishOnKey(event, frame.title, false)}
        />
      ) : (
        <span className="frame-title-text">{frame.title || t('frame.untitled')}</span>
      )}
    </header>
  )
}

function NoteText({ frame }: { readonly frame: Frame }) {
  const t = useT()
  const text = frame.text ?? ''
  // A note that was just made waits to be written.
  const [editing, setEditing] = useEditing(frame, text === '' && isOnlySelected(frame))
  return editing ? (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the text that was clicked
      autoFocus
      className="note-text nodrag nowheel"
      aria-label={t('frame.note')}
      placeholder={t('frame.note.placeholder')}
      defaultValue={text}
      maxLength={frameLimits.text}
      data-testid="note-input"
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onBlur={event => {
        setEditing(false)
        setNoteText(frame.id, event.target.value)
      }}
      onKeyDown={event => finishOnKey(event, text, true)}
    />
  ) : (
    <p
      className="note-text"
      onDoubleClick={() => setEditing(true)}
      data-empty={text === '' || undefined}
    >
      {text || t('frame.note.placeholder')}
    </p>
  )
}

/** Whether a text is being written: by the pointer, by command, or from the beginning. */
function useEditing({ id }: Frame, initially: boolean) {
  const [editing, setEditing] = useState(initially)
  const asked = useWriting(writing => writing.id === id)
  const set = (next: boolean) => {
    setEditing(next)
    if (asked && !next) useWriting.setState({ id: null })
  }
  return [editing || asked, set] as const
}

function isOnlySelected({ id }: Frame): boolean {
  const { nodes, edges, frames = [] } = useDocument.getState().selection
  return nodes.length + edges.length === 0 && frames.length === 1 && frames[0] === id
}

type Field = HTMLInputElement | HTMLTextAreaElement

/** Enter keeps what was typed, in several lines with Ctrl; Escape does not. Keys go to the frame again. */
function finishOnKey(event: KeyboardEvent<Field>, before: string, lines: boolean): void {
  if (event.nativeEvent.isComposing) return
  event.stopPropagation()
  const field = event.currentTarget
  if (event.key === 'Escape') field.value = before
  else if (event.key !== 'Enter' || (lines && !(event.ctrlKey || event.metaKey))) return
  const element = field.closest<HTMLElement>('.react-flow__node')
  field.blur()
  element?.focus({ preventScroll: true })
}

/** Above the frame while it alone is selected: which of the colours it has. */
function Colors({ frame }: { readonly frame: Frame }) {
  const t = useT()
  const alone = useDocument(
    ({ selection: { nodes, edges, frames = [] } }) =>
      nodes.length + edges.length + frames.length === 1,
  )
  const current = frame.color ?? 'gray'
  return (
    <NodeToolbar
      isVisible={alone}
      position={Position.Top}
      align="end"
      offset={6}
      // Else it would stand behind the canvas with its frame.
      style={{ zIndex: 5 }}
    >
      <div className="frame-colors" role="radiogroup" aria-label={t('frame.color')}>
        {frameColors.map(color => (
          // biome-ignore lint/a11y/useSemanticElements: a swatch that is pressed, as in a palette
          <button
            key={color}
            type="button"
            role="radio"
            aria-checked={color === current}
            aria-label={t(`frame.color.${color}`)}
            title={t(`frame.color.${color}`)}
            data-color={color}
            data-testid={`frame-color-${color}`}
            onClick={() => recolorFrames([frame.id], color)}
          />
        ))}
      </div>
    </NodeToolbar>
  )
}
