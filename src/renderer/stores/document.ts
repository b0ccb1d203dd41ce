import { create } from 'zustand'
import { applyChanges, type Change } from '../../engine/document/change'
import { type Frame, framesOf } from '../../engine/document/frame'
import { edgeKey } from '../../engine/document/parse'
import { type DocumentNode, emptyDocument, type GraphDocument } from '../../engine/document/schema'
import type { Message } from '../i18n/index'
import * as history from './history'

/** Ids of selected nodes, keys of selected edges (`edgeKey`). Never part of an undo step. */
export interface Selection {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
  /** Ids of frames; none where left out. */
  readonly frames?: readonly string[]
}

export const nothingSelected: Selection = { nodes: [], edges: [] }

/** How a document came into the window. */
export interface Opening {
  readonly document: GraphDocument
  readonly name: string
  readonly path: string | null
  /** Whether what is shown stands in a file or an example; a salvaged graph does not. */
  readonly saved: boolean
}

export interface DocumentState {
  /** False until a document was started or opened: the start screen has none. */
  readonly open: boolean
  /** Raised by every New and Open, so that views can start afresh. */
  readonly generation: number
  /** The file's name without its extension; written into the file on saving. */
  readonly name: string
  readonly path: string | null
  readonly history: history.History<GraphDocument>
  /** The state that stands in the file; null where none does. */
  readonly saved: GraphDocument | null
  readonly selection: Selection

  /** Replaces the document; history starts anew. */
  load(opening: Opening): void
  /** All the changes as one undo step. Changes that alter nothing leave no step behind. */
  edit(label: Message, changes: readonly Change[]): void
  undo(): void
  redo(): void
  /** Another state of the same document, from its file; Undo brings back what was here. */
  reload(label: Message, document: GraphDocument): void
  /** The file is called so from now on; what is saved in it is as before. */
  setFile(name: string, path: string | null): void
  /** What is shown no longer stands in a file. */
  unsave(): void
  /** Records that `document` (the present one, or an earlier if edits went on) is in the file. */
  markSaved(document: GraphDocument, name: string, path: string): void
  select(selection: Selection): void
}

export const useDocument = create<DocumentState>()((set, get) => {
  const start = emptyDocument()
  const move = (next: history.History<GraphDocument>) =>
    set({ history: next, selection: prune(get().selection, next.present) })
  return {
    open: false,
    generation: 0,
    name: start.name,
    path: null,
    history: history.startHistory(start),
    saved: start,
    selection: nothingSelected,

    load: ({ document, name, path, saved }) =>
      set(state => ({
        open: true,
        generation: state.generation + 1,
        name,
        path,
        history: history.startHistory(document),
        saved: saved ? document : null,
        selection: nothingSelected,
      })),
    edit: (label, changes) => {
      const before = get().history
      const after = applyChanges(before.present, changes)
      if (!sameDocument(before.present, after)) move(history.pushState(before, label, after))
    },
    undo: () => move(history.undo(get().history)),
    redo: () => move(history.redo(get().history)),
    reload: (label, document) => {
      const before = get().history
      if (sameDocument(before.present, document)) set({ saved: before.present })
      else {
        move(history.pushState(before, label, document))
        set({ saved: document })
      }
    },
    setFile: (name, path) => set({ name, path }),
    unsave: () => set({ saved: null }),
    markSaved: (document, name, path) => set({ saved: document, name, path }),
    select: selection => {
      if (!sameSelection(get().selection, selection)) set({ selection })
    },
  }
})

export const currentDocument = (state: DocumentState): GraphDocument => state.history.present

/** Whether the window shows something that is not in the file. */
export const isDirty = (state: DocumentState): boolean =>
  state.open && state.history.present !== state.saved

export function findNode(state: DocumentState, id: string): DocumentNode | undefined {
  return state.history.present.nodes.find(node => node.id === id)
}

/** The one selected node; undefined while none or several are selected. */
export function selectedNode(state: DocumentState): DocumentNode | undefined {
  const { nodes, edges, frames = [] } = state.selection
  const isAlone = nodes.length === 1 && edges.length + frames.length === 0
  return isAlone ? findNode(state, nodes[0]!) : undefined
}

/** The selected frames, in the order of the document. */
export function selectedFrames(state: DocumentState): Frame[] {
  const chosen = new Set(state.selection.frames)
  return framesOf(currentDocument(state)).filter(({ id }) => chosen.has(id))
}

function sameSelection(a: Selection, b: Selection): boolean {
  return (
    sameList(a.nodes, b.nodes) &&
    sameList(a.edges, b.edges) &&
    sameList(a.frames ?? [], b.frames ?? [])
  )
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

/** Equal content, found cheaply: edits keep what they did not touch. */
function sameDocument(a: GraphDocument, b: GraphDocument): boolean {
  if (a === b) return true
  const same = (key: keyof GraphDocument) =>
    a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key])
  return same('nodes') && same('edges') && same('frames') && same('training') && same('name')
}

/** The selection without what is gone. */
function prune(selection: Selection, document: GraphDocument): Selection {
  const nodeIds = new Set(document.nodes.map(node => node.id))
  const edgeKeys = new Set(document.edges.map(edgeKey))
  const frameIds = new Set(framesOf(document).map(frame => frame.id))
  const kept: Selection = {
    nodes: selection.nodes.filter(id => nodeIds.has(id)),
    edges: selection.edges.filter(key => edgeKeys.has(key)),
    ...(selection.frames && { frames: selection.frames.filter(id => frameIds.has(id)) }),
  }
  return sameSelection(selection, kept) ? selection : kept
}
