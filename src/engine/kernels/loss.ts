import { sigmoid } from './activation'
import { input, type Kernel, output, store } from './kernel'

/**
 * Mean over rows of −ln softmax(logits)[class], by log-sum-exp.
 * logits: [rows, classes], target: [rows] class indices → loss: [1], softmax: [rows, classes].
 */
const softmaxCrossEntropyForward: Kernel = (call, { rows }) => {
  const logits = input(call, 0)
  const target = input(call, 1)
  const loss = output(call, 0)
  const softmax = output(call, 1)
  const classes = logits.width
  let total = 0
  for (let i = 0; i < rows; i++) {
    const row = i * classes
    let max = Number.NEGATIVE_INFINITY
    for (let j = 0; j < classes; j++) max = Math.max(max, logits.data[row + j]!)
    let sum = 0
    for (let j = 0; j < classes; j++) {
      const e = Math.exp(logits.data[row + j]! - max)
      softmax.data[row + j] = e
      sum += e
    }
    for (let j = 0; j < classes; j++) softmax.data[row + j]! /= sum
    // Differences to the largest logit only: the logits' own size costs no digits.
    total += Math.log(sum) + (max - logits.data[row + target.data[i]!]!)
  }
  loss.data[0] = total / rows
}

/** dLogits = (softmax − one-hot(target)) / rows. */
const softmaxCrossEntropyBackward: Kernel = (call, { rows }) => {
  const softmax = input(call, 0)
  const target = input(call, 1)
  const dLogits = output(call, 0)
  const classes = softmax.width
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < classes; j++) {
      const hit = target.data[i] === j ? 1 : 0
      store(dLogits, i * classes + j, (softmax.data[i * classes + j]! - hit) / rows)
    }
  }
}

/** Mean over all elements of max(x,0) − x·t + ln(1 + e^−|x|): sigmoid and cross-entropy in one. */
const binaryCrossEntropyForward: Kernel = (call, { rows }) => {
  const logits = input(call, 0)
  const target = input(call, 1)
  const loss = output(call, 0)
  const length = rows * logits.width
  let total = 0
  for (let i = 0; i < length; i++) {
    const x = logits.data[i]!
    total += Math.max(x, 0) - x * target.data[i]! + Math.log1p(Math.exp(-Math.abs(x)))
  }
  loss.data[0] = total / length
}

const binaryCrossEntropyBackward: Kernel = (call, { rows }) => {
  const logits = input(call, 0)
  const target = input(call, 1)
  const dLogits = output(call, 0)
  const length = rows * logits.width
  for (let i = 0; i < length; i++) {
    store(dLogits, i, (sigmoid(logits.data[i]!) - target.data[i]!) / length)
  }
}

/** Mean over all elements of (y − t)². */
const meanSquaredErrorForward: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const target = input(call, 1)
  const loss = output(call, 0)
  const length = rows * y.width
  let total = 0
  for (let i = 0; i < length; i++) total += (y.data[i]! - target.data[i]!) ** 2
  loss.data[0] = total / length
}

const meanSquaredErrorBackward: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const target = input(call, 1)
  const dY = output(call, 0)
  const length = rows * y.width
  for (let i = 0; i < length; i++) {
    store(dY, i, (2 * (y.data[i]! - target.data[i]!)) / length)
  }
}

/**
 * How many rows have their largest output at the target's class. Targets are class indices for
 * softmax cross-entropy, one-hot rows otherwise.
 */
const correctForward: Kernel = (call, { rows }) => {
  const y = input(call, 0)
  const target = input(call, 1)
  const correct = output(call, 0)
  const indices = call.attrs.loss === 'softmaxCrossEntropy'
  let count = 0
  for (let i = 0; i < rows; i++) {
    const truth = indices ? target.data[i]! : argMax(target.data, i * y.width, y.width)
    if (argMax(y.data, i * y.width, y.width) === truth) count++
  }
  correct.data[0] = count
}

/** The first of the largest values; −1, which is no class, where one is NaN. */
function argMax(values: Float64Array, start: number, length: number): number {
  let best = 0
  for (let j = 0; j < length; j++) {
    const value = values[start + j]!
    if (Number.isNaN(value)) return -1
    if (value > values[start + best]!) best = j
  }
  return best
}

export const lossKernels = {
  'softmaxCrossEntropy.forward': softmaxCrossEntropyForward,
  'softmaxCrossEntropy.backward': softmaxCrossEntropyBackward,
  'binaryCrossEntropy.forward': binaryCrossEntropyForward,
  'binaryCrossEntropy.backward': binaryCrossEntropyBackward,
  'meanSquaredError.forward': meanSquaredErrorForward,
  'meanSquaredError.backward': meanSquaredErrorBackward,
  'correct.forward': correctForward,
}
