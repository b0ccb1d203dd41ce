import { Rule } from '../rules'
import { high2, loadUpTo4, low2, madd, splat, storeUpTo4, sumLanes } from './simd'
import { CHUNK, chunksOf, finishUpdate, unitsOf, writeUpdatePartial } from './statistics'
import { shareEnd, shareStart, turn } from './threads'

/**
 * ΔW of four entries by the rule, whose state it renews; w is W before. `a` and `b` are the rule's numbers
 * (momentum, decay, β₁ and β₂), `step` and `root` hold Adam's bias corrections, `decay` is −η·λ of AdamW.
 */
// @ts-expect-error: decorator
@inline
function delta4(
  rule: Rule,
  w: v128,
  gradient: v128,
  state1: usize,
  state2: usize,
  left: i32,
  eta: v128,
  a: v128,
  b: v128,
  restOfA: v128,
  restOfB: v128,
  epsilon: v128,
  step: v128,
  root: v128,
  decay: v128,
  shrinks: bool,
): v128 {
  if (rule == Rule.Sgd) return f32x4.mul(eta, gradient)
  if (rule == Rule.Momentum || rule == Rule.Nesterov) {
    const v = madd(a, loadUpTo4(state1, left), gradient)
    storeUpTo4(state1, v, left)
    return f32x4.mul(eta, rule == Rule.Nesterov ? madd(a, v, gradient) : v)
  }
  if (rule == Rule.Adagrad) {
    const h = madd(gradient, gradient, loadUpTo4(state1, left))
    storeUpTo4(state1, h, left)
    return f32x4.div(f32x4.mul(eta, gradient), f32x4.add(f32x4.sqrt(h), epsilon))
  }
  if (rule == Rule.Rmsprop) {
    const h = madd(
      f32x4.mul(restOfA, gradient),
      gradient,
      f32x4.mul(a, loadUpTo4(state1, left)),
    )
    storeUpTo4(state1, h, left)
    return f32x4.div(f32x4.mul(eta, gradient), f32x4.add(f32x4.sqrt(h), epsilon))
  }
  const m = madd(restOfA, gradient, f32x4.mul(a, loadUpTo4(state1, left)))
  const v = madd(
    f32x4.mul(restOfB, gradient),
    gradient,
    f32x4.mul(b, loadUpTo4(state2, left)),
  )
  storeUpTo4(state1, m, left)
  storeUpTo4(state2, v, left)
  const delta = f32x4.div(f32x4.mul(step, m), madd(f32x4.sqrt(v), root, epsilon))
  return shrinks ? madd(decay, w, delta) : delta
}

/** Changes W by its rule and sums ‖ΔW‖² and ‖W‖² of every chunk where `partials` is given. Threads share W in units. */
// @ts-expect-error: decorator
@inline
function updateLoop(
  rule: Rule,
  W: usize,
  g: usize,
  state1: usize,
  state2: usize,
  length: i32,
  unit: i32,
  rate: f32,
  a: f32,
  b: f32,
  restOfA: f32,
  restOfB: f32,
  epsilon: f32,
  c1: f32,
  c2: f32,
  shrink: f32,
  partials: usize,
): void {
  const eta = splat(-rate)
  const va = splat(a)
  const vb = splat(b)
  const ca = splat(restOfA)
  const cb = splat(restOfB)
  const eps = splat(epsilon)
  const step = splat(-rate / c1)
  const root = splat(1 / c2)
  const decay = splat(-shrink)
  const shrinks = shrink != 0
  const enlarge = splat(ENLARGE)
  const diminish = splat(DIMINISH)
  const units = unitsOf(length, unit)
  const perUnit = chunksOf(unit)
  const first = shareStart(units, 1)
  const count = (shareEnd(units, 1) - first) * perUnit
  for (let i = 0; i < count; i++) {
    const place = first * perUnit + turn(i, count)
    const from = (place / perUnit) * unit + (place % perUnit) * CHUNK
    const to = min(length, min((place / perUnit + 1) * unit, from + CHUNK))
    if (from >= to) continue
    let at = (<usize>from) << 2
    const end = (<usize>to) << 2
    const isShort = partials != 0 && length <= SHORT
    const exact = isShort ? squares(W + at, to - from) : 0
    let enlarged = splat(0)
    let enlarged1 = enlarged
    let diminished = enlarged
    let diminished1 = enlarged
    let before = enlarged
    let before1 = enlarged
    for (; at + 32 <= end; at += 32) {
      const w = v128.load(W + at)
      const w1 = v128.load(W + at, 16)
      const d = delta4(
        rule, w, v128.load(g + at), state1 + at, state2 + at, 4,
        eta, va, vb, ca, cb, eps, step, root, decay, shrinks,
      )
      const d1 = delta4(
        rule, w1, v128.load(g + at, 16), state1 + at + 16, state2 + at + 16, 4,
        eta, va, vb, ca, cb, eps, step, root, decay, shrinks,
      )
      v128.store(W + at, f32x4.add(w, d))
      v128.store(W + at, f32x4.add(w1, d1), 16)
      if (partials == 0) continue
      const large = f32x4.mul(d, enlarge)
      const large1 = f32x4.mul(d1, enlarge)
      enlarged = madd(large, large, enlarged)
      enlarged1 = madd(large1, large1, enlarged1)
      const small = f32x4.mul(d, diminish)
      const small1 = f32x4.mul(d1, diminish)
      diminished = madd(small, small, diminished)
      diminished1 = madd(small1, small1, diminished1)
      before = madd(w, w, before)
      before1 = madd(w1, w1, before1)
    }
    for (; at < end; at += 16) {
      const left = <i32>((end - at) >> 2)
      const w = loadUpTo4(W + at, left)
      const d = delta4(
        rule, w, loadUpTo4(g + at, left), state1 + at, state2 + at, left,
        eta, va, vb, ca, cb, eps, step, root, decay, shrinks,
      )
      storeUpTo4(W + at, f32x4.add(w, d), left)
      const large = f32x4.mul(d, enlarge)
      const small = f32x4.mul(d, diminish)
      enlarged = madd(large, large, enlarged)
      diminished = madd(small, small, diminished)
      before = madd(w, w, before)
    }
    if (partials == 0) continue
    enlarged = f32x4.add(enlarged, enlarged1)
    diminished = f32x4.add(diminished, diminished1)
    const norm = isShort ? exact : <f64>sumLanes(f32x4.add(before, before1))
    writeUpdatePartial(partials, place, squaresOf(enlarged, diminished), norm)
  }
}

/** So few weights are squared in float64: biases begin at 0, and where gradients vanish they stay tiny. */
const SHORT: i32 = 1024

function squares(at: usize, count: i32): f64 {
  let sum = f64x2.splat(0)
  for (let i = 0; i < count; i += 4) {
    const w = loadUpTo4(at + (<usize>i << 2), count - i)
    const low = low2(w)
    const high = high2(w)
    sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)))
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * Squares leave float32's range long before changes do, so they are summed twice: of changes enlarged, which
 * holds to 2⁻¹¹³ and while it is finite, and of changes diminished, whose small entries count for nothing
 * beside one that made the other sum infinite.
 */
const ENLARGE: f32 = 1.125899906842624e15 // 2⁵⁰
const DIMINISH: f32 = 8.881784197001252e-16 // 2⁻⁵⁰

function squaresOf(enlarged: v128, diminished: v128): f64 {
  const large = <f64>sumLanes(enlarged)
  if (large < Infinity) return large / (<f64>ENLARGE * <f64>ENLARGE)
  return <f64>sumLanes(diminished) / (<f64>DIMINISH * <f64>DIMINISH)
}

export function update(
  rule: Rule,
  W: usize,
  g: usize,
  state1: usize,
  state2: usize,
  length: i32,
  unit: i32,
  rate: f32,
  a: f32,
  b: f32,
  restOfA: f32,
  restOfB: f32,
  epsilon: f32,
  c1: f32,
  c2: f32,
  shrink: f32,
  partials: usize,
): void {
  if (rule == Rule.Sgd) {
    updateLoop(Rule.Sgd, W, g, 0, 0, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Momentum) {
    updateLoop(Rule.Momentum, W, g, state1, 0, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Nesterov) {
    updateLoop(Rule.Nesterov, W, g, state1, 0, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Adagrad) {
    updateLoop(Rule.Adagrad, W, g, state1, 0, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Rmsprop) {
    updateLoop(Rule.Rmsprop, W, g, state1, 0, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, 0, partials)
  } else {
    updateLoop(
      Rule.Adam, W, g, state1, state2, length, unit, rate, a, b, restOfA, restOfB, epsilon, c1, c2, shrink, partials,
    )
  }
}

/** ‖ΔW‖₂ / ‖W‖₂ from the partial sums; NaN while ‖W‖ = 0. */
export function updateRatio(partials: usize, length: i32, unit: i32, out: usize): void {
  finishUpdate(partials, length, unit, out)
}
