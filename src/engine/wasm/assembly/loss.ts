import { exp4, log1p4 } from './math'
import { loadUpTo4, splat, storeUpTo4 } from './simd'
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
  // Σ e^(z − max) is 1 and the rest: the loss of a row that is nearly right is the rest's size.
  let rest: f64 = -1
  for (let j = 0; j < classes; j += 4) {
    const at = row + ((<usize>j) << 2)
    const left = classes - j
    const e = exp4(f32x4.sub(loadUpTo4(logits + at, left), shift))
    storeUpTo4(softmax + at, e, left)
    rest += sumSome(e, left)
  }
  const scale = splat(<f32>(1 / (1 + rest)))
  for (let j = 0; j < classes; j += 4) {
    const at = softmax + row + ((<usize>j) << 2)
    const left = classes - j
    storeUpTo4(at, f32x4.mul(loadUpTo4(at, left), scale), left)
  }
  const truth = <i32>f32.load(target + ((<usize>i) << 2))
  // The distance to the largest logit first, so that large logits lose no digits.
  return (
    <f64>f32x4.extract_lane(log1p4(splat(<f32>rest)), 0) +
    <f64>(largest - f32.load(logits + row + ((<usize>truth) << 2)))
  )
}

/** p − 1 of the true class as −Σ p of the others, which keeps its digits where p is close to 1. */
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
    const truth = row + ((<usize>(<i32>f32.load(target + ((<usize>i) << 2)))) << 2)
    const before: f32 = acc ? f32.load(dLogits + truth) : 0
    let others: f64 = 0
    for (let j = 0; j < classes; j += 4) {
      const at = row + ((<usize>j) << 2)
      const left = classes - j
      const p = loadUpTo4(softmax + at, left)
      others += truth - at < 16 ? sumWithout(p, left, <i32>((truth - at) >> 2)) : sumSome(p, left)
      let g = f32x4.mul(p, splat(scale))
      if (acc) g = f32x4.add(loadUpTo4(dLogits + at, left), g)
      storeUpTo4(dLogits + at, g, left)
    }
    f32.store(dLogits + truth, before - <f32>(<f64>scale * others))
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
      // softplus(x) − x·t, where max(x, 0) − x·t is 0 for a right and sure answer.
      const gap = f32x4.sub(f32x4.pmax(x, splat(0)), f32x4.mul(x, loadUpTo4(target + at, left)))
      const value = f32x4.add(gap, log1p4(exp4(f32x4.neg(f32x4.abs(x)))))
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

/** All four lanes but one, of which the first `count` hold a value. */
function sumWithout(value: v128, count: i32, lane: i32): f64 {
  const lanes = i32x4(0, 1, 2, 3)
  return sumSome(v128.andnot(value, i32x4.eq(lanes, i32x4.splat(lane))), count)
}

/** σ(x) − t as (1 − t)·σ(x) − t·σ(−x): nothing cancels where t is 0 or 1. */
// @ts-expect-error: decorator
@inline
function sigmoidGap4(x: v128, t: v128): v128 {
  const one = splat(1)
  const e = exp4(f32x4.neg(f32x4.abs(x)))
  const large = f32x4.div(one, f32x4.add(one, e))
  const small = f32x4.mul(e, large)
  const positive = f32x4.ge(x, splat(0))
  const right = v128.bitselect(large, small, positive)
  const left = v128.bitselect(small, large, positive)
  return f32x4.sub(f32x4.mul(f32x4.sub(one, t), right), f32x4.mul(t, left))
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
    const t = loadUpTo4(target + at, left)
    let g = f32x4.mul(factor, sigmoid ? sigmoidGap4(value, t) : f32x4.sub(value, t))
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
