import { create } from 'zustand'
import { bridge } from '../bridge'
import { useDocument } from '../stores/document'
import { documentName } from './document-name'

/** Whether the window asks for another name of the document. */
export const useRenaming = create<{ asking: boolean }>()(() => ({ asking: false }))

export function askForName(): void {
  useRenaming.setState({ asking: true })
}

/** Gives why the document cannot have this name, or null when it has it now. */
export async function rename(name: string): Promise<string | null> {
  const trimmed = name.normalize('NFC').trim().slice(0, 200)
  const result = await bridge().request('document.rename', { name: trimmed })
  if (result.kind === 'failed') return `${result.message} ${result.remedy}`
  const { setFile } = useDocument.getState()
  if (result.kind === 'saved') setFile(documentName(result.name), result.path)
  else setFile(trimmed, null)
  useRenaming.setState({ asking: false })
  return null
}
