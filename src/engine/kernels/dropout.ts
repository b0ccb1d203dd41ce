import { philox } from '../random/philox'
import { input, type Kernel, numberAttr, output, store } from './kernel'

const words = new Uint32Array(4)

/**
 * Inverted dropout: y = x·mask with mask 0 or 1/(1−rate). Element i of step s is kept when its
 * random word, keyed by (seed, step, node), is at least rate·2³²; so a mask can be drawn again.
 */
const forward: Kernel = (call, { rows, seed, step }) => {
  const x = input(call, 0)
  const y = output(call, 0)
  const mask = output(call, 1)
  const rate = numberAttr(call, 'rate')
  const threshold = rate * 2 ** 32
  const scale = 1 / (1 - rate)
  const length = rows * x.width
  for (let i = 0; i < length; i++) {
    if (i % 4 === 0) philox(words, i / 4, step, call.stream, 0, seed, 1)
    mask.data[i] = words[i % 4]! >= threshold ? scale : 0
    y.data[i] = x.data[i]! * mask.data[i]!
  }
}

/** dx = dy·mask. */
const backward: Kernel = (call, { rows }) => {
  const mask = input(call, 0)
  const dy = input(call, 1)
  const dx = output(call, 0)
  const length = rows * mask.width
  for (let i = 0; i < length; i++) store(dx, i, dy.data[i]! * mask.data[i]!)
}

export const dropoutKernels = { 'dropout.forward': forward, 'dropout.backward': backward }
