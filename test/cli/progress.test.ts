import { describe, expect, it } from 'vitest'
import { createProgress, progressLine } from '../../src/cli/progress'

const state = { step: 50, totalSteps: 200, epoch: 2, loss: 0.3123, stepsPerSecond: 10 }

describe('progressLine', () => {
  it('shows the share done, where training is and how long it still takes', () => {
    expect(progressLine(state)).toBe(
      `${'▇'.repeat(6)}${'·'.repeat(18)}  step 50 / 200  epoch 2  loss 0.312  10 steps/s  0:15 left`,
    )
  })

  it('says nothing of speed before it is known', () => {
    expect(progressLine({ ...state, stepsPerSecond: 0 })).toMatch(/loss 0\.312$/)
  })

  it('is never more than full', () => {
    expect(progressLine({ ...state, step: 300 })).toMatch(/^▇{24} {2}step 300/)
  })
})

describe('createProgress', () => {
  it('writes plain lines and nothing else where there is no terminal', () => {
    let written = ''
    const error = (text: string) => {
      written += text
    }
    const progress = createProgress({ error, isTerminal: false })
    progress.update(state)
    progress.line('epoch 1')
    progress.clear()
    expect(written).toBe('epoch 1\n')
  })

  it('clears the drawn line before one that stays', () => {
    const written: string[] = []
    const progress = createProgress({ error: text => written.push(text), isTerminal: true })
    progress.update(state)
    progress.line('epoch 1')
    progress.clear()
    expect(written.slice(1)).toEqual(['\r\u001b[K', 'epoch 1\n'])
  })
})
