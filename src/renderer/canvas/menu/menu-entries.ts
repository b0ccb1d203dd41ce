import type { CommandId } from '../../../shared/commands/table'
import { paste } from '../../clipboard/clipboard'
import { addFrame, addNote } from '../../editing/frames'
import type { MessageKey } from '../../i18n/index'
import { useWriting } from '../frames/frame-elements'
import { openQuickAdd } from '../quick-add/store'
import { openStackForm } from '../stack/stack-form'
import type { MenuPlace, MenuSubject } from './menu-target'

/** Something that depends on where the menu was opened, and so is no command. */
export interface MenuAction {
  readonly key: MessageKey
  run(): void
}

export interface Submenu {
  readonly key: MessageKey
  readonly entries: readonly CommandId[]
}

export type MenuEntry = CommandId | MenuAction | Submenu

/** Groups of entries, between separators. */
export type MenuGroups = readonly (readonly MenuEntry[])[]

const clipboard = ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate'] as const
const deletion = ['edit.delete', 'edit.deleteOnly'] as const

const arrangement: Submenu = {
  key: 'menu.align',
  entries: [
    'edit.alignLeft',
    'edit.alignCentre',
    'edit.alignRight',
    'edit.alignTop',
    'edit.alignMiddle',
    'edit.alignBottom',
    'edit.distributeHorizontally',
    'edit.distributeVertically',
  ],
}

/** What can be done with what the menu was opened on. */
export function menuFor(subject: MenuSubject, { screen, graph }: MenuPlace): MenuGroups {
  switch (subject.kind) {
    case 'canvas':
      return [
        [
          {
            key: 'menu.addNode',
            run: () => openQuickAdd({ purpose: { kind: 'place', at: graph }, screen }),
          },
          { key: 'stack.open', run: () => openStackForm(graph) },
          { key: 'menu.addNote', run: () => addNote(graph) },
          { key: 'menu.addFrame', run: () => addFrame(graph) },
        ],
        [{ key: 'menu.paste', run: () => void paste(graph) }, 'edit.selectAll'],
        ['edit.layout', 'view.fit'],
      ]
    case 'node':
      return [
        [
          'insert.node',
          'insert.stack',
          {
            key: 'menu.replace',
            run: () => openQuickAdd({ purpose: { kind: 'replace', node: subject.id }, screen }),
          },
        ],
        ['edit.connect', 'edit.bypass', 'edit.rename', 'insert.frame'],
        clipboard,
        deletion,
      ]
    case 'edge':
      return [
        [
          {
            key: 'menu.insert',
            run: () => openQuickAdd({ purpose: { kind: 'insert', edge: subject.edge }, screen }),
          },
        ],
        ['edit.delete'],
      ]
    case 'frame':
      return [['edit.rename'], clipboard, ['view.fitSelection'], ['edit.delete']]
    case 'note':
      return [
        [{ key: 'menu.write', run: () => useWriting.setState({ id: subject.id }) }],
        clipboard,
        ['view.fitSelection'],
        ['edit.delete'],
      ]
    case 'selection':
      return [
        ['edit.bypass', 'insert.frame', arrangement, 'edit.layout'],
        clipboard,
        ['view.fitSelection'],
        deletion,
      ]
  }
}
