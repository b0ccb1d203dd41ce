import { Rule } from '../rules'
import { loadUpTo4, madd, splat, storeUpTo4, sumLanes } from './simd'
import { CHUNK, chunkEnd, chunkStart, finishUpdate, writeUpdatePartial } from './statistics'

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

/** Changes W by its rule and sums ‖ΔW‖² and ‖W‖² of every chunk where `partials` is given. */
// @ts-expect-error: decorator
@inline
function updateLoop(
  rule: Rule,
  W: usize,
  g: usize,
  state1: usize,
  state2: usize,
  length: i32,
  rate: f32,
  a: f32,
  b: f32,
  epsilon: f32,
  c1: f32,
  c2: f32,
  shrink: f32,
  partials: usize,
): void {
  const eta = splat(-rate)
  const va = splat(a)
  const vb = splat(b)
  const ca = splat(1 - a)
  const cb = splat(1 - b)
  const eps = splat(epsilon)
  const step = splat(-rate / c1)
  const root = splat(1 / c2)
  const decay = splat(-shrink)
  const shrinks = shrink != 0
  const enlarge = splat(ENLARGE)
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    let at = (<usize>(chunk * CHUNK)) << 2
    const end = (<usize>min(length, (chunk + 1) * CHUNK)) << 2
    let changed = splat(0)
    let changed1 = changed
    let enlarged = changed
    let enlarged1 = changed
    let before = changed
    let before1 = changed
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
      changed = madd(d, d, changed)
      changed1 = madd(d1, d1, changed1)
      enlarged = madd(large, large, enlarged)
      enlarged1 = madd(large1, large1, enlarged1)
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
      changed = madd(d, d, changed)
      enlarged = madd(large, large, enlarged)
      before = madd(w, w, before)
    }
    if (partials == 0) continue
    changed = f32x4.add(changed, changed1)
    enlarged = f32x4.add(enlarged, enlarged1)
    writeUpdatePartial(partials, chunk, squaresOf(changed, enlarged), f32x4.add(before, before1))
  }
}

/**
 * Squares of changes below 2⁻⁶³ vanish in float32, so they are summed once more, enlarged: that sum holds
 * as long as it is finite. Both are exact to float32's rounding where they hold.
 */
const ENLARGE: f32 = 1.152921504606847e18 // 2⁶⁰

function squaresOf(changed: v128, enlarged: v128): f64 {
  const large = <f64>sumLanes(enlarged)
  return large < Infinity ? large / (<f64>ENLARGE * <f64>ENLARGE) : <f64>sumLanes(changed)
}

export function update(
  rule: Rule,
  W: usize,
  g: usize,
  state1: usize,
  state2: usize,
  length: i32,
  rate: f32,
  a: f32,
  b: f32,
  epsilon: f32,
  c1: f32,
  c2: f32,
  shrink: f32,
  partials: usize,
): void {
  if (rule == Rule.Sgd) {
    updateLoop(Rule.Sgd, W, g, 0, 0, length, rate, a, b, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Momentum) {
    updateLoop(Rule.Momentum, W, g, state1, 0, length, rate, a, b, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Nesterov) {
    updateLoop(Rule.Nesterov, W, g, state1, 0, length, rate, a, b, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Adagrad) {
    updateLoop(Rule.Adagrad, W, g, state1, 0, length, rate, a, b, epsilon, c1, c2, 0, partials)
  } else if (rule == Rule.Rmsprop) {
    updateLoop(Rule.Rmsprop, W, g, state1, 0, length, rate, a, b, epsilon, c1, c2, 0, partials)
  } else {
    updateLoop(
      Rule.Adam, W, g, state1, state2, length, rate, a, b, epsilon, c1, c2, shrink, partials,
    )
  }
}

/** ‖ΔW‖₂ / ‖W‖₂ from the partial sums; NaN while ‖W‖ = 0. */
export function updateRatio(partials: usize, length: i32, out: usize): void {
  finishUpdate(partials, length, out)
}
