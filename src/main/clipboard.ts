import { clipboard, type WebContents } from 'electron'
import { clipboardLimit } from '../shared/ipc/clipboard'

/** The text on the system's clipboard, cut off where no window would read on. */
export async function readClipboard(): Promise<string> {
  // At once or by a promise: that changed between versions of Electron.
  const text = await clipboard.readText()
  return text.slice(0, clipboardLimit)
}

export async function writeClipboard(text: string): Promise<void> {
  await clipboard.writeText(text)
}

/** Cuts, copies or pastes in the text field that has the focus. */
export function editField(contents: WebContents, action: 'cut' | 'copy' | 'paste'): void {
  contents[action]()
}
