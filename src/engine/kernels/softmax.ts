import { input, type Kernel, output, store } from './kernel'

/** y = exp(x − max x) / Σ exp(x − max x) over the features of a row. x: [rows, d] → y: [rows, d]. */
const forward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const y = output(call, 0)
  const d = x.width
  for (let i = 0; i < rows; i++) {
    let max = Number.NEGATIVE_INFINITY
    for (let j = 0; j < d; j++) max = Math.max(max, x.data[i * d + j]!)
    let sum = 0
    for (let j = 0; j < d; j++) {
      const e = Math.exp(x.data[i * d + j]! - max)
      y.data[i * d + j] = e
      sum += e
    }
    for (let j = 0; j < d; j++) y.data[i * d + j]! /= sum
  }
}

/** dx = y·(dy − Σ dy·y), the sum over the features of a row. */
const backward: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const dy = input(call, 1)
  const dx = output(call, 0)
  const d = y.width
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < d; j++) sum += dy.data[i * d + j]! * y.data[i * d + j]!
    for (let j = 0; j < d; j++) {
      store(dx, i * d + j, y.data[i * d + j]! * (dy.data[i * d + j]! - sum))
    }
  }
}

export const softmaxKernels = { 'softmax.forward': forward, 'softmax.backward': backward }
