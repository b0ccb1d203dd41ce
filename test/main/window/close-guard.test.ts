import { describe, expect, it, vi } from 'vitest'
import { createCloseGuard, type DiscardAnswer } from '../../../src/main/window/close-guard'

function setUp(state: { dirty?: boolean; alive?: boolean; answer?: DiscardAnswer } = {}) {
  const options = {
    wouldLose: () => state.dirty ?? true,
    isPageAlive: () => state.alive ?? true,
    ask: vi.fn(async () => state.answer ?? 'cancel'),
    requestSave: vi.fn(),
    close: vi.fn(),
    onCancelled: vi.fn(),
  }
  return { guard: createCloseGuard(options), ...options }
}

const settle = () => new Promise(resolve => setImmediate(resolve))

describe('closing a window', () => {
  it('does not ask where nothing would be lost', () => {
    const { guard, ask } = setUp({ dirty: false })
    expect(guard.mayClose()).toBe(true)
    expect(ask).not.toHaveBeenCalled()
  })

  it('does not ask a page that is dead', () => {
    const { guard, ask } = setUp({ alive: false })
    expect(guard.mayClose()).toBe(true)
    expect(ask).not.toHaveBeenCalled()
  })

  it("closes on Don't Save", async () => {
    const { guard, close, requestSave } = setUp({ answer: 'discard' })
    expect(guard.mayClose()).toBe(false)
    await settle()
    expect(close).toHaveBeenCalledOnce()
    expect(requestSave).not.toHaveBeenCalled()
  })

  it('leaves closing to the page on Save', async () => {
    const { guard, close, requestSave } = setUp({ answer: 'save' })
    expect(guard.mayClose()).toBe(false)
    await settle()
    expect(requestSave).toHaveBeenCalledOnce()
    expect(close).not.toHaveBeenCalled()
  })

  it('stays open on Cancel and asks again the next time', async () => {
    const { guard, ask, close, onCancelled } = setUp({ answer: 'cancel' })
    guard.mayClose()
    await settle()
    expect(onCancelled).toHaveBeenCalledOnce()
    expect(close).not.toHaveBeenCalled()
    guard.mayClose()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('asks once however often closing is tried meanwhile', async () => {
    const { guard, ask } = setUp()
    guard.mayClose()
    guard.mayClose()
    await settle()
    expect(ask).toHaveBeenCalledOnce()
  })
})
