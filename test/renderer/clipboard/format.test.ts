import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fragment } from '../../../src/engine/document/change'
import { copyFragment } from '../../../src/engine/document/fragment'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { clipboardText, parseClipboard } from '../../../src/renderer/clipboard/format'
import { anyDocument, edge, mnistDocument } from '../../support/documents'

const fragment = copyFragment(mnistDocument([8]), { nodes: ['dense1', 'relu1', 'dense2'] })
const text = clipboardText(fragment)
const asJson = () => JSON.parse(text) as { nodes: Record<string, unknown>[]; edges: unknown[] }

describe('the text of what is copied', () => {
  it('says what it is, and is the same fragment when it is read', () => {
    expect(JSON.parse(text)).toMatchObject({
      gradscopeClipboard: 1,
      nodes: [{ id: 'dense1' }, {}, {}],
    })
    expect(parseClipboard(text)).toEqual({ kind: 'fragment', fragment, dropped: 0 })
  })

  it('is read back for any document', () => {
    fc.assert(
      fc.property(anyDocument, document => {
        const all: Fragment = copyFragment(document, {
          nodes: document.nodes.map(({ id }) => id),
          frames: (document.frames ?? []).map(({ id }) => id),
        })
        fc.pre(all.nodes.length + all.frames.length > 0)
        expect(parseClipboard(clipboardText(all))).toEqual({
          kind: 'fragment',
          fragment: all,
          dropped: 0,
        })
      }),
    )
  })

  it.each([
    ['in a fence, as a chat shows it', `\`\`\`json\n${text}\`\`\``],
    ['between blank lines', `\n\n  ${text}\n`],
    ['with the line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['after a byte order mark', `\ufeff${text}`],
    ['on one line', JSON.stringify(JSON.parse(text))],
  ])('is read %s', (_how, pasted) => {
    expect(parseClipboard(pasted)).toEqual({ kind: 'fragment', fragment, dropped: 0 })
  })

  it('may be that of a whole file', () => {
    const document = mnistDocument([8])
    expect(parseClipboard(serializeDocument(document))).toMatchObject({
      kind: 'fragment',
      fragment: { nodes: document.nodes, edges: document.edges, frames: [] },
    })
  })

  it('loses what is not sound and keeps the rest', () => {
    const broken = asJson()
    broken.nodes[1]!.kind = 'conv'
    broken.edges.push(edge('dense1', 'dense1'), edge('dense1', 'gone'), 7)
    const content = parseClipboard(JSON.stringify(broken))
    if (content.kind !== 'fragment') throw new Error(content.kind)
    expect(content.fragment.nodes.map(({ id }) => id)).toEqual(['dense1', 'dense2'])
    expect(content.fragment.edges).toEqual([edge('dense1', 'dense1')])
    expect(content.dropped).toBe(5)
  })
})

describe('text of anything else', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['a number', '42'],
    ['a list', '[1, 2]'],
    ['JSON of something else', '{"nodes": []}'],
    ['half of what was copied', text.slice(0, text.length / 2)],
    ['no nodes', '{"gradscopeClipboard": 1, "nodes": [], "edges": [], "frames": []}'],
    ['nodes that are none', '{"gradscopeClipboard": 1, "nodes": [1, null], "edges": 5}'],
    ['a forbidden key', text.replace('"nodes"', '"__proto__": {}, "nodes"')],
    ['deep nesting', `{"gradscopeClipboard": 1, "nodes": ${'['.repeat(1000)}`],
    ['a version that is none', '{"gradscopeClipboard": "1", "nodes": []}'],
  ])('is foreign: %s', (_what, pasted) => {
    expect(parseClipboard(pasted)).toEqual({ kind: 'foreign' })
  })

  it('is named when it comes from a newer version', () => {
    expect(parseClipboard('{"gradscopeClipboard": 2}')).toEqual({ kind: 'tooNew' })
    expect(parseClipboard('{"format": "gradscope", "version": 9}')).toEqual({ kind: 'tooNew' })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), pasted => {
        expect(parseClipboard(pasted).kind).toBe('foreign')
      }),
    )
  })
})
