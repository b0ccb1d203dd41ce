import electron, { clipboard, type NativeImage, nativeImage, type WebContents } from 'electron'
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

/** Electron's clipboard before it took after the web's. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
}

/** @param png the bytes of a picture */
export async function writeClipboardImage(png: Uint8Array): Promise<void> {
  if ('writeImage' in clipboard) {
    const image = nativeImage.createFromBuffer(Buffer.from(png))
    if (image.isEmpty()) throw new Error('the picture cannot be read')
    ;(clipboard as unknown as OlderClipboard).writeImage(image)
    return
  }
  // Looked up when it is needed: an older Electron has no such export to import by name.
  const { ClipboardItem } = electron
  const blob = new Blob([Uint8Array.from(png)], { type: 'image/png' })
  await clipboard.write([new ClipboardItem({ 'image/png': blob })])
}

/** Cuts, copies or pastes in the text field that has the focus. */
export function editField(contents: WebContents, action: 'cut' | 'copy' | 'paste'): void {
  contents[action]()
}
