import { Rule } from '../rules'
import { loadUpTo4, madd, splat, storeUpTo4 } from './simd'
import { CHUNK, chunkEnd, chunkStart, finishUpdate, writeUpdatePartial } from './statistics'

/**
 * Changes W by its rule and sums ‖ΔW‖² and ‖W‖² of every chunk where `partials` is given.
 * `a` and `b` are the rule's numbers (momentum, decay, β₁ and β₂), `c1` and `c2` Adam's bias
 * corrections, `shrink` is η·λ of AdamW.
 */
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
  for (let chunk = chunkStart(length), last = chunkEnd(length); chunk < last; chunk++) {
    const from = chunk * CHUNK
    const to = min(length, from + CHUNK)
    let changed0 = f64x2.splat(0)
    let changed1 = f64x2.splat(0)
    let before = splat(0)
    for (let i = from; i < to; i += 4) {
      const at = <usize>i << 2
      const left = to - i
      const gradient = loadUpTo4(g + at, left)
      const w = loadUpTo4(W + at, left)
      let delta: v128
      if (rule == Rule.Sgd) {
        delta = f32x4.mul(eta, gradient)
      } else if (rule == Rule.Momentum || rule == Rule.Nesterov) {
        const v = madd(va, loadUpTo4(state1 + at, left), gradient)
        storeUpTo4(state1 + at, v, left)
        delta = f32x4.mul(eta, rule == Rule.Nesterov ? madd(va, v, gradient) : v)
      } else if (rule == Rule.Adagrad) {
        const h = madd(gradient, gradient, loadUpTo4(state1 + at, left))
        storeUpTo4(state1 + at, h, left)
        delta = f32x4.div(f32x4.mul(eta, gradient), f32x4.add(f32x4.sqrt(h), eps))
      } else if (rule == Rule.Rmsprop) {
        const h = madd(
          f32x4.mul(ca, gradient),
          gradient,
          f32x4.mul(va, loadUpTo4(state1 + at, left)),
        )
        storeUpTo4(state1 + at, h, left)
        delta = f32x4.div(f32x4.mul(eta, gradient), f32x4.add(f32x4.sqrt(h), eps))
      } else {
        const m = madd(ca, gradient, f32x4.mul(va, loadUpTo4(state1 + at, left)))
        const v = madd(
          f32x4.mul(cb, gradient),
          gradient,
          f32x4.mul(vb, loadUpTo4(state2 + at, left)),
        )
        storeUpTo4(state1 + at, m, left)
        storeUpTo4(state2 + at, v, left)
        delta = f32x4.div(f32x4.mul(step, m), madd(f32x4.sqrt(v), root, eps))
        if (shrink != 0) delta = madd(decay, w, delta)
      }
      storeUpTo4(W + at, f32x4.add(w, delta), left)
      if (partials != 0) {
        const low = f64x2.promote_low_f32x4(delta)
        const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(delta, delta, 1, 1))
        changed0 = f64x2.add(changed0, f64x2.mul(low, low))
        changed1 = f64x2.add(changed1, f64x2.mul(high, high))
        before = madd(w, w, before)
      }
    }
    if (partials != 0) {
      writeUpdatePartial(partials, chunk, f64x2.add(changed0, changed1), before)
    }
  }
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
