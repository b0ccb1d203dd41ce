import type { Fragment } from '../../engine/document/change'
import { scanJson } from '../../engine/document/json-scan'
import { salvageRecords } from '../../engine/document/parse'
import { formatName, formatVersion, limits } from '../../engine/document/schema'
import { serializeFragment } from '../../engine/document/serialize'

/** Raise it when the form of what is copied changes. */
export const clipboardVersion = 1

export type ClipboardContent =
  | {
      readonly kind: 'fragment'
      readonly fragment: Fragment
      /** Records that were not sound and are left out. */
      readonly dropped: number
    }
  | { readonly kind: 'tooNew' }
  /** Nothing that was copied from a graph. */
  | { readonly kind: 'foreign' }

const foreign: ClipboardContent = { kind: 'foreign' }

/** What copying puts on the clipboard: JSON that can be read, kept and pasted anywhere. */
export function clipboardText(fragment: Fragment): string {
  const content = { gradscopeClipboard: clipboardVersion, ...serializeFragment(fragment) }
  return `${JSON.stringify(content, null, 2)}\n`
}

/**
 * Reads text from the clipboard as strictly as a file: copied nodes, or the text of a whole file.
 * A fence around it, as in a chat, does no harm. Never throws.
 */
export function parseClipboard(text: string): ClipboardContent {
  const json = withoutFence(text)
  if (!json.startsWith('{') || !scanJson(json, limits).ok) return foreign
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return foreign
  }
  const content = value as Readonly<Record<string, unknown>>
  const version = versionOf(content)
  if (version === undefined) return foreign
  if (version.is > version.known) return { kind: 'tooNew' }
  const { dropped, ...fragment } = salvageRecords(content)
  return fragment.nodes.length + fragment.frames.length === 0
    ? foreign
    : { kind: 'fragment', fragment, dropped }
}

function versionOf(content: Readonly<Record<string, unknown>>) {
  if (typeof content.gradscopeClipboard === 'number') {
    return { is: content.gradscopeClipboard, known: clipboardVersion }
  }
  return content.format === formatName && typeof content.version === 'number'
    ? { is: content.version, known: formatVersion }
    : undefined
}

function withoutFence(text: string): string {
  const trimmed = text.replace(/^\ufeff/, '').trim()
  const fence = /^```[a-z]*\r?\n([\s\S]*?)\r?\n?```$/.exec(trimmed)
  return fence ? fence[1]!.trim() : trimmed
}
