import { beforeEach, describe, expect, it, vi } from 'vitest'
import { editField, readClipboard, writeClipboard } from '../../src/main/clipboard'
import { clipboardLimit } from '../../src/shared/ipc/clipboard'
import { requests } from '../../src/shared/ipc/contract'

const system = vi.hoisted(() => ({ text: '' as string | Promise<string> }))

vi.mock('electron', () => ({
  clipboard: {
    readText: () => system.text,
    writeText: (text: string) => {
      system.text = text
    },
  },
}))

beforeEach(() => {
  system.text = ''
})

describe("the system's clipboard", () => {
  it('is read and written as it is', async () => {
    await writeClipboard('{"gradscopeClipboard": 1}')
    expect(await readClipboard()).toBe('{"gradscopeClipboard": 1}')
  })

  it('is read where a newer Electron gives a promise', async () => {
    system.text = Promise.resolve('later')
    expect(await readClipboard()).toBe('later')
  })

  it('is cut off one character beyond what is pasted, so that the rest is refused', async () => {
    system.text = 'x'.repeat(clipboardLimit + 5)
    expect(await readClipboard()).toHaveLength(clipboardLimit)
  })

  it('is for the text field on demand', () => {
    const contents = { cut: vi.fn(), copy: vi.fn(), paste: vi.fn() }
    editField(contents as never, 'paste')
    expect(
      [contents.cut, contents.copy, contents.paste].map(({ mock }) => mock.calls.length),
    ).toEqual([0, 0, 1])
  })
})

describe('what a window may ask of it', () => {
  it.each([
    ['clipboard.write', { text: '' }],
    ['clipboard.write', { text: 5 }],
    ['clipboard.write', { text: 'x', path: '/etc/passwd' }],
    ['clipboard.field', { action: 'delete' }],
    ['clipboard.read', { format: 'html' }],
  ] as const)('is not %s with %o', (channel, payload) => {
    expect(requests[channel].request.safeParse(payload).success).toBe(false)
  })
})
