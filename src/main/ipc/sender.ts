import { originOf } from '../protocol/origin'

export interface SenderFrame {
  readonly url: string
}

/** As much of Electron's `IpcMainInvokeEvent` as trust in its sender depends on. */
export interface SenderEvent {
  readonly sender: { readonly id: number; readonly mainFrame: SenderFrame }
  /** Null where the frame has navigated away or is gone. */
  readonly senderFrame: SenderFrame | null
}

/** Why a message's sender is not to be trusted, or null for the page of one of our windows. */
export function senderRefusal(
  event: SenderEvent,
  isOurWindow: (webContentsId: number) => boolean,
  allowedOrigin: string,
): string | null {
  const { sender, senderFrame } = event
  if (!isOurWindow(sender.id)) return 'not one of our windows'
  if (senderFrame === null) return 'the frame is gone'
  if (senderFrame !== sender.mainFrame) return 'not the main frame'
  const origin = originOf(senderFrame.url)
  return origin === allowedOrigin ? null : `foreign origin ${origin}`
}
