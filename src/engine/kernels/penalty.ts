import { beginSum, input, type Kernel, numberAttr, output, store } from './kernel'

/** λ₁·Σ|W| + ½·λ₂·ΣW². */
const forward: Kernel = call => {
  const W = input(call, 0)
  const penalty = output(call, 0)
  let absolute = 0
  let squares = 0
  for (let i = 0; i < W.width; i++) {
    absolute += Math.abs(W.data[i]!)
    squares += W.data[i]! ** 2
  }
  store(penalty, 0, numberAttr(call, 'l1') * absolute + 0.5 * numberAttr(call, 'l2') * squares)
}

/** dW += λ₁·sign(W) + λ₂·W. */
const backward: Kernel = call => {
  const W = input(call, 0)
  const dW = output(call, 0)
  const l1 = numberAttr(call, 'l1')
  const l2 = numberAttr(call, 'l2')
  for (let i = 0; i < W.width; i++) {
    store(dW, i, l1 * Math.sign(W.data[i]!) + l2 * W.data[i]!)
  }
}

/** A gradient that is known to be 0. */
const zero: Kernel = call => {
  const dW = output(call, 0)
  beginSum(dW, dW.width)
}

export const penaltyKernels = {
  'penalty.forward': forward,
  'penalty.backward': backward,
  'zero.backward': zero,
}
