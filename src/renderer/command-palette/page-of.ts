import { selectedNode, useDocument } from '../stores/document'
import { sweepFieldPage } from '../sweep/field-page'
import { commandPage } from './command-page'
import { connectPage, disconnectPage } from './connect-page'
import { nodePage } from './node-page'
import type { PickerKind, PickerPage } from './picker'

/** The lines of a kind as things stand; null where they need a selected node and there is none. */
export function pageOf(kind: PickerKind): PickerPage | null {
  if (kind === 'commands') return commandPage()
  if (kind === 'nodes') return nodePage()
  if (kind === 'sweepField') return sweepFieldPage()
  const node = selectedNode(useDocument.getState())
  if (!node) return null
  if (kind === 'disconnect') return disconnectPage(node)
  return connectPage(node, kind === 'connect' ? 'output' : 'input')
}
