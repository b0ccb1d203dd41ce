import { nodeName } from '../../engine/document/schema'
import { focusNode } from '../canvas/focus'
import { kindColor } from '../canvas/kind-color'
import { t } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { currentDocument, useDocument } from '../stores/document'
import type { PickerPage } from './picker'

/** Every node of the graph by name, id, kind and settings; the chosen one is selected and shown. */
export function nodePage(): PickerPage {
  const { nodes } = currentDocument(useDocument.getState())
  return {
    label: t('picker.nodes'),
    placeholder: t('picker.nodes.placeholder'),
    none: t('picker.nodes.none'),
    items: nodes.map(node => {
      const { title, subtitle } = kindInfo(node.kind)
      const detail = `${title} · ${subtitle(node.attrs as never)}`
      return {
        id: node.id,
        title: nodeName(node),
        detail,
        color: kindColor(node.kind),
        words: [node.id, node.kind],
        run: () => focusNode(node.id, true),
      }
    }),
  }
}
