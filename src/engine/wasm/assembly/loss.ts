import { exp4, log4, sigmoid4, softplus4 } from './math'
import { loadUpTo4, splat, storeUpTo4, sumLanes } from './simd'
import { thread } from './threads'

/**
 * Losses run on the first thread alone: their inputs are rows × classes, and their sum must not
 * depend on how rows are shared out.
 */

export function softmaxCrossEntropyForward(
  rows: i32,
  logits: usize,
  target: usize,
  loss: usize,
  softmax: usize,
  classes: i32,
): void {
  if (thread != 0) return
  let total: f64 = 0
  for (let i = 0; i < rows; i++) {
    const row = (<usize>(i * classes)) << 2
    let largest = f32.load(logits + row)
    for (let j = 1; j < classes; j++) {
      largest = max(largest, f32.load(logits + row + ((<usize>j) << 2)))
    }
    const shift = splat(largest)
    let sum: f32 = 0
    for (let j = 0; j < classes; j += 4) {
      const at = row + ((<usize>j) << 2)
      const left = classes - j
      const e = exp4(f32x4.sub(loadUpTo4(logits + at, left), shift))
      storeUpTo4(softmax + at, e, left)
      if (left >= 4) sum += sumLanes(e)
      else {
        for (let q = 0; q < left; q++) sum += f32.load(softmax + at + ((<usize>q) << 2))
      }
    }
    const scale = splat(1 / sum)
    for (let j = 0; j < classes; j += 4) {
      const at = softmax + row + ((<usize>j) << 2)
      const left = classes - j
      storeUpTo4(at, f32x4.mul(loadUpTo4(at, left), scale), left)
    }
    const truth = <i32>f32.load(target + ((<usize>i) << 2))
    // The distance to the largest logit first, so that large logits lose no digits.
    total +=
      <f64>f32x4.extract_lane(log4(splat(sum)), 0) +
      <f64>(largest - f32.load(logits + row + ((<usize>truth) << 2)))
  }
  f32.store(loss, <f32>(total / <f64>rows))
}

export function softmaxCrossEntropyBackward(
  rows: i32,
  softmax: usize,
  target: usize,
  dLogits: usize,
  classes: i32,
  acc: bool,
): void {
  if (thread != 0) return
  const scale: f32 = 1 / <f32>rows
  for (let i = 0; i < rows; i++) {
    const row = (<usize>(i * classes)) << 2
    for (let j = 0; j < classes; j += 4) {
      const at = row + ((<usize>j) << 2)
      const left = classes - j
      let g = f32x4.mul(loadUpTo4(softmax + at, left), splat(scale))
      if (acc) g = f32x4.add(loadUpTo4(dLogits + at, left), g)
      storeUpTo4(dLogits + at, g, left)
    }
    const truth = dLogits + row + ((<usize>(<i32>f32.load(target + ((<usize>i) << 2)))) << 2)
    f32.store(truth, f32.load(truth) - scale)
  }
}

export function binaryCrossEntropyForward(
  logits: usize,
  target: usize,
  loss: usize,
  length: i32,
): void {
  if (thread != 0) return
  let total: f64 = 0
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2
    const left = length - i
    const x = loadUpTo4(logits + at, left)
    const value = f32x4.sub(softplus4(x), f32x4.mul(x, loadUpTo4(target + at, left)))
    total += sumSome(value, left)
  }
  f32.store(loss, <f32>(total / <f64>length))
}

export function meanSquaredErrorForward(y: usize, target: usize, loss: usize, length: i32): void {
  if (thread != 0) return
  let total: f64 = 0
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2
    const left = length - i
    const gap = f32x4.sub(loadUpTo4(y + at, left), loadUpTo4(target + at, left))
    total += sumSome(f32x4.mul(gap, gap), left)
  }
  f32.store(loss, <f32>(total / <f64>length))
}

function sumSome(value: v128, count: i32): f64 {
  let sum = <f64>f32x4.extract_lane(value, 0)
  if (count > 1) sum += <f64>f32x4.extract_lane(value, 1)
  if (count > 2) sum += <f64>f32x4.extract_lane(value, 2)
  if (count > 3) sum += <f64>f32x4.extract_lane(value, 3)
  return sum
}

/** d = scale·(f(x) − t), with f the sigmoid or the identity. */
export function differenceBackward(
  x: usize,
  target: usize,
  dx: usize,
  length: i32,
  scale: f32,
  sigmoid: bool,
  acc: bool,
): void {
  if (thread != 0) return
  for (let i = 0; i < length; i += 4) {
    const at = (<usize>i) << 2
    const left = length - i
    const value = loadUpTo4(x + at, left)
    const f = sigmoid ? sigmoid4(value) : value
    let g = f32x4.mul(splat(scale), f32x4.sub(f, loadUpTo4(target + at, left)))
    if (acc) g = f32x4.add(loadUpTo4(dx + at, left), g)
    storeUpTo4(dx + at, g, left)
  }
}

/** Rows whose largest output is the target's class; a row with a NaN counts as wrong. */
export function countCorrect(
  rows: i32,
  y: usize,
  target: usize,
  correct: usize,
  width: i32,
  indices: bool,
): void {
  if (thread != 0) return
  let count = 0
  for (let i = 0; i < rows; i++) {
    const row = y + ((<usize>(i * width)) << 2)
    const truth = indices
      ? <i32>f32.load(target + ((<usize>i) << 2))
      : argMax(target + ((<usize>(i * width)) << 2), width)
    if (argMax(row, width) == truth) count++
  }
  f32.store(correct, <f32>count)
}

/** −1 where an entry is NaN. */
function argMax(row: usize, width: i32): i32 {
  let best = 0
  let largest = f32.load(row)
  if (isNaN(largest)) return -1
  for (let j = 1; j < width; j++) {
    const value = f32.load(row + ((<usize>j) << 2))
    if (isNaN(value)) return -1
    if (value > largest) {
      largest = value
      best = j
    }
  }
  return best
}
