import type { viewCommands } from '../../shared/commands/view'
import { useView } from '../stores/view'
import type { Actions } from './action'
import { always, emptyGraph } from './reasons'

export const viewActions: Actions<typeof viewCommands> = {
  'view.fit': { blocked: emptyGraph, run: () => useView.getState().fit() },
  'view.start': { blocked: always, run: () => useView.getState().show('start') },
}
