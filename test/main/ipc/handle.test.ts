import { describe, expect, it, vi } from 'vitest'
import { createHandle } from '../../../src/main/ipc/handle'
import type { SenderEvent } from '../../../src/main/ipc/sender'
import { requestChannels } from '../../../src/shared/ipc/channels'
import { requests } from '../../../src/shared/ipc/contract'

type Listener = (event: SenderEvent, ...args: unknown[]) => Promise<unknown>

function setUp() {
  const listeners = new Map<string, Listener>()
  const log = { warn: vi.fn(), error: vi.fn() }
  const handle = createHandle<{ name: string }>({
    ipcMain: { handle: (channel, listener) => listeners.set(channel, listener as Listener) },
    contextOf: id => (id === 7 ? { name: 'ours' } : undefined),
    allowedOrigin: 'app://gradscope',
    log,
  })
  const invoke = (channel: string, event: SenderEvent, ...args: unknown[]) =>
    listeners.get(channel)!(event, ...args)
  return { handle, invoke, log }
}

function event(overrides: { id?: number; url?: string; frame?: 'main' | 'sub' | null } = {}) {
  const mainFrame = { url: overrides.url ?? 'app://gradscope/index.html' }
  const frames = { main: mainFrame, sub: { url: mainFrame.url } }
  const { frame = 'main' } = overrides
  return {
    sender: { id: overrides.id ?? 7, mainFrame },
    senderFrame: frame === null ? null : frames[frame],
  }
}

const status = { name: 'net', dirty: true, run: 'none' }

describe('handle', () => {
  it('gives the handler the parsed argument and the state of its window', async () => {
    const { handle, invoke } = setUp()
    const handler = vi.fn()
    handle('document.setStatus', handler)
    await invoke('document.setStatus', event(), status)
    expect(handler).toHaveBeenCalledWith(status, { name: 'ours' })
  })

  it.each([
    ['a window that is not ours', event({ id: 8 })],
    ['a subframe', event({ frame: 'sub' })],
    ['a frame that is gone', event({ frame: null })],
    ['a page from the network', event({ url: 'https://example.com/' })],
    ['a file', event({ url: 'file:///tmp/index.html' })],
    ['a data URL', event({ url: 'data:text/html,hi' })],
    ['another host of our scheme', event({ url: 'app://gradscope.evil/index.html' })],
  ])('refuses %s and logs it', async (_, foreign) => {
    const { handle, invoke, log } = setUp()
    const handler = vi.fn()
    handle('document.setStatus', handler)
    await expect(invoke('document.setStatus', foreign, status)).rejects.toThrow('sender refused')
    expect(handler).not.toHaveBeenCalled()
    expect(log.warn).toHaveBeenCalledOnce()
  })

  it.each([
    ['a missing argument', []],
    ['a wrong type', [{ name: 1, dirty: true, run: 'none' }]],
    ['an unknown key', [{ ...status, path: '/etc/passwd' }]],
    ['a name without end', [{ name: 'x'.repeat(201), dirty: true, run: 'none' }]],
    ['a second argument', [status, status]],
  ])('refuses %s and logs it', async (_, args) => {
    const { handle, invoke, log } = setUp()
    const handler = vi.fn()
    handle('document.setStatus', handler)
    await expect(invoke('document.setStatus', event(), ...args)).rejects.toThrow('argument refused')
    expect(handler).not.toHaveBeenCalled()
    expect(log.warn).toHaveBeenCalledOnce()
  })

  it('refuses an argument where none belongs', async () => {
    const { handle, invoke } = setUp()
    const handler = vi.fn()
    handle('document.open', handler)
    await expect(invoke('document.open', event(), '/etc/passwd')).rejects.toThrow(
      'argument refused',
    )
    expect(handler).not.toHaveBeenCalled()
  })

  it.each(['../secret', '/etc/passwd', 'a.b', '', 'A', 'x'.repeat(65)])(
    'refuses %j as the id of an example',
    id => expect(requests['document.openExample'].request.safeParse({ id }).success).toBe(false),
  )

  it('logs what a handler throws and tells the window its message', async () => {
    const { handle, invoke, log } = setUp()
    handle('examples.list', () => {
      throw new Error('disk gone')
    })
    await expect(invoke('examples.list', event())).rejects.toThrow('examples.list: disk gone')
    expect(log.error).toHaveBeenCalledOnce()
  })

  it('takes null, a number, a text, a list or an empty object on no channel', () => {
    for (const channel of requestChannels) {
      const { request } = requests[channel]
      for (const value of [null, 1, 'x', [], {}]) {
        expect(request.safeParse(value).success, `${channel} ${JSON.stringify(value)}`).toBe(false)
      }
    }
  })
})
