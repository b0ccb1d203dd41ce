import { nodeKind } from '../../engine/nodes/index'
import type { editCommands } from '../../shared/commands/edit'
import { focusNode } from '../canvas/focus'
import { useWriting } from '../canvas/frames/frame-elements'
import { edgesOf } from '../command-palette/connect-page'
import { openPicker } from '../command-palette/picker'
import { t } from '../i18n/index'
import { focusName, focusProperties } from '../shell/pane-focus'
import { currentDocument, findNode, selectedNode, useDocument } from '../stores/document'
import type { Action, Actions } from './action'
import { type Direction, neighbour } from './neighbours'
import { emptyGraph, noEditor, notOneNode } from './reasons'

type NavigateId =
  | `edit.select${'Right' | 'Left' | 'Up' | 'Down'}`
  | 'edit.properties'
  | 'edit.rename'
  | 'edit.connect'
  | 'edit.connectFrom'
  | 'edit.disconnect'

/** Editing by the keyboard: going from node to node, connecting and setting up. */
export const navigateActions: Actions<Pick<typeof editCommands, NavigateId>> = {
  'edit.selectRight': go('right'),
  'edit.selectLeft': go('left'),
  'edit.selectUp': go('up'),
  'edit.selectDown': go('down'),
  'edit.properties': { blocked: nothingToSetUp, run: () => writeFrame() || focusProperties() },
  'edit.rename': { blocked: notOneToWrite, run: () => writeFrame() || focusName() },
  'edit.connect': {
    blocked: () => notOneNode() ?? (hasOutput() ? null : t('reason.noOutput')),
    run: () => openPicker('connect'),
  },
  'edit.connectFrom': {
    blocked: () => notOneNode() ?? (hasInput() ? null : t('reason.noInput')),
    run: () => openPicker('connectFrom'),
  },
  'edit.disconnect': {
    blocked: () => notOneNode() ?? (isConnected() ? null : t('reason.noEdge')),
    run: () => openPicker('disconnect'),
  },
}

function selectedFrame(): string | undefined {
  const { nodes, edges, frames = [] } = useDocument.getState().selection
  return nodes.length + edges.length === 0 && frames.length === 1 ? frames[0] : undefined
}

/** Several nodes are set up together. */
function nothingToSetUp(): string | null {
  return useDocument.getState().selection.nodes.length > 0 ? noEditor() : notOneToWrite()
}

function notOneToWrite(): string | null {
  return selectedFrame() === undefined ? notOneNode() : null
}

/** Writes the title of the selected frame, or the text of the note; false where neither is. */
function writeFrame(): boolean {
  const id = selectedFrame()
  if (id !== undefined) useWriting.setState({ id })
  return id !== undefined
}

function go(direction: Direction): Action {
  return {
    blocked: () => emptyGraph() ?? (next(direction) ? null : t('reason.noNeighbour')),
    run: () => {
      const node = next(direction)
      if (node) focusNode(node.id)
    },
  }
}

/** From several selected nodes the way goes on from the one selected last. */
function next(direction: Direction) {
  const state = useDocument.getState()
  const last = state.selection.nodes.at(-1)
  const from = last === undefined ? undefined : findNode(state, last)
  return neighbour(currentDocument(state), from, direction)
}

const one = () => selectedNode(useDocument.getState())!
const hasOutput = () => nodeKind(one().kind).hasOutput
const hasInput = () => nodeKind(one().kind).inputs.length > 0
const isConnected = () => edgesOf(currentDocument(useDocument.getState()), one().id).length > 0
