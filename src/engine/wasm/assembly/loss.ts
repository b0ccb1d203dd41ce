import { exp4, log4, sigmoid4, softplus4 } from './math'
import { loadUpTo4, splat, storeUpTo4, sumLanes } from './simd'
import { storeTotal } from './statistics'
import { rowEnd, rowStart, rowUnit } from './threads'

/**
 * Losses go row by row. Sums are kept for every unit of rows and added in their order at the end of
 * the step, so that they do not depend on how rows are shared out.
 */

/** softmax(logits), and the sums of −ln softmax of the true classes. */
export function softmaxCrossEntropyForward(
  rows: i32,
  logits: usize,
  target: usize,
  softmax: usize,
  classes: i32,
  partials: usize,
): void {
  const unit = rowUnit()
  for (let from = rowStart(rows), last = rowEnd(rows); from < last; from += unit) {
    let total: f64 = 0
    for (let i = from, end = min(last, from + unit); i < end; i++) {
      total += softmaxCrossEntropyRow(i, logits, target, softmax, classes)
    }
    storeTotal(partials, from / unit, total)
  }
}

function softmaxCrossEntropyRow(
  i: i32,
  logits: usize,
  target: usize,
  softmax: usize,
  classes: i32,
): f64 {
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
  return (
    <f64>f32x4.extract_lane(log4(splat(sum)), 0) +
    <f64>(largest - f32.load(logits + row + ((<usize>truth) << 2)))
  )
}

export function softmaxCrossEntropyBackward(
  rows: i32,
  softmax: usize,
  target: usize,
  dLogits: usize,
  classes: i32,
  acc: bool,
): void {
  const scale: f32 = 1 / <f32>rows
  for (let i = rowStart(rows), end = rowEnd(rows); i < end; i++) {
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
  rows: i32,
  logits: usize,
  target: usize,
  width: i32,
  partials: usize,
): void {
  const unit = rowUnit()
  for (let from = rowStart(rows), last = rowEnd(rows); from < last; from += unit) {
    let total: f64 = 0
    const end = min(last, from + unit) * width
    for (let i = from * width; i < end; i += 4) {
      const at = (<usize>i) << 2
      const left = end - i
      const x = loadUpTo4(logits + at, left)
      const value = f32x4.sub(softplus4(x), f32x4.mul(x, loadUpTo4(target + at, left)))
      total += sumSome(value, left)
    }
    storeTotal(partials, from / unit, total)
  }
}

export function meanSquaredErrorForward(
  rows: i32,
  y: usize,
  target: usize,
  width: i32,
  partials: usize,
): void {
  const unit = rowUnit()
  for (let from = rowStart(rows), last = rowEnd(rows); from < last; from += unit) {
    let total: f64 = 0
    const end = min(last, from + unit) * width
    for (let i = from * width; i < end; i += 4) {
      const at = (<usize>i) << 2
      const left = end - i
      const gap = f32x4.sub(loadUpTo4(y + at, left), loadUpTo4(target + at, left))
      total += sumSome(f32x4.mul(gap, gap), left)
    }
    storeTotal(partials, from / unit, total)
  }
}

function sumSome(value: v128, count: i32): f64 {
  let sum = <f64>f32x4.extract_lane(value, 0)
  if (count > 1) sum += <f64>f32x4.extract_lane(value, 1)
  if (count > 2) sum += <f64>f32x4.extract_lane(value, 2)
  if (count > 3) sum += <f64>f32x4.extract_lane(value, 3)
  return sum
}

/** d = scale / (rows·width) · (f(x) − t), with f the sigmoid or the identity. */
export function differenceBackward(
  rows: i32,
  x: usize,
  target: usize,
  dx: usize,
  width: i32,
  scale: f32,
  sigmoid: bool,
  acc: bool,
): void {
  const factor = splat(scale / <f32>(rows * width))
  for (let i = rowStart(rows) * width, end = rowEnd(rows) * width; i < end; i += 4) {
    const at = (<usize>i) << 2
    const left = end - i
    const value = loadUpTo4(x + at, left)
    const f = sigmoid ? sigmoid4(value) : value
    let g = f32x4.mul(factor, f32x4.sub(f, loadUpTo4(target + at, left)))
    if (acc) g = f32x4.add(loadUpTo4(dx + at, left), g)
    storeUpTo4(dx + at, g, left)
  }
}

/** Rows whose largest output is the target's class; a row with a NaN counts as wrong. */
export function countCorrect(
  rows: i32,
  y: usize,
  target: usize,
  width: i32,
  indices: bool,
  partials: usize,
): void {
  const unit = rowUnit()
  for (let from = rowStart(rows), last = rowEnd(rows); from < last; from += unit) {
    let count = 0
    for (let i = from, end = min(last, from + unit); i < end; i++) {
      const row = y + ((<usize>(i * width)) << 2)
      const truth = indices
        ? <i32>f32.load(target + ((<usize>i) << 2))
        : argMax(target + ((<usize>(i * width)) << 2), width)
      if (argMax(row, width) == truth) count++
    }
    storeTotal(partials, from / unit, <f64>count)
  }
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
