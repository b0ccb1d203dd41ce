import type { RequestOf } from '../../shared/ipc/contract'
import { bridge } from '../bridge'
import { language } from '../i18n/index'
import { commands, commandTitle } from './commands'
import { subscribeToCommands } from './use-command'

type MenuState = RequestOf<'menu.update'>

/** The native menu is told at most this often. */
const pauseMs = 150

/** Names and states of the commands as the native menu should show them. */
export function menuState(): MenuState {
  const titles: MenuState['titles'] = {}
  for (const { id, titleNow } of commands) {
    if (titleNow?.()) titles[id] = commandTitle(id)
  }
  const blocked = commands.filter(command => command.blocked() !== null).map(({ id }) => id)
  return { language: language(), titles, blocked }
}

/** Keeps the native menu true to the window; returns a function that stops. */
export function followMenu(
  send: (state: MenuState) => unknown = state => bridge().request('menu.update', state),
): () => void {
  let last = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    const state = menuState()
    const next = JSON.stringify(state)
    if (next === last) return
    last = next
    send(state)
  }
  const stop = subscribeToCommands(() => {
    timer ??= setTimeout(tell, pauseMs)
  })
  tell()
  return () => {
    clearTimeout(timer)
    stop()
  }
}
