import type { EventChannel } from '../../shared/ipc/channels'
import type { EventOf } from '../../shared/ipc/contract'

interface EventReceiver {
  readonly webContents: { isDestroyed(): boolean; send(channel: string, payload: unknown): void }
  isDestroyed(): boolean
}

/** Tells a window something; a window that is gone is told nothing. */
export function send<C extends EventChannel>(
  window: EventReceiver,
  channel: C,
  payload: EventOf<C>,
): void {
  if (!window.isDestroyed() && !window.webContents.isDestroyed()) {
    window.webContents.send(channel, payload)
  }
}
