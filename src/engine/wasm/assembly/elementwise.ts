import { Activation } from '../activations'
import { exp4, normalCdf4, normalPdf4, sigmoid4, softplus4, tanh4 } from './math'
import { loadUpTo4, madd, splat, storeUpTo4 } from './simd'
import { rowEnd, rowStart, shareEnd, shareStart, stepOf, turn } from './threads'

/** Elements that one thread takes at least: a cache line. */
const GRAIN: i32 = 16

// @ts-expect-error: decorator
@inline
function value4(kind: Activation, x: v128, a: f32): v128 {
  // pmax(x, 0) keeps a NaN, and is one instruction where max is eight.
  if (kind == Activation.Relu) return f32x4.pmax(x, splat(0))
  if (kind == Activation.LeakyRelu) {
    return v128.bitselect(x, f32x4.mul(x, splat(a)), f32x4.gt(x, splat(0)))
  }
  if (kind == Activation.Elu) {
    const negative = f32x4.mul(splat(a), f32x4.sub(exp4(f32x4.pmin(x, splat(0))), splat(1)))
    return v128.bitselect(x, negative, f32x4.gt(x, splat(0)))
  }
  if (kind == Activation.Gelu) return f32x4.mul(x, normalCdf4(x))
  if (kind == Activation.Silu) return f32x4.mul(x, sigmoid4(x))
  if (kind == Activation.Sigmoid) return sigmoid4(x)
  if (kind == Activation.Tanh) return tanh4(x)
  if (kind == Activation.Softplus) return softplus4(x)
  return x
}

// @ts-expect-error: decorator
@inline
function slope4(kind: Activation, x: v128, y: v128, a: f32): v128 {
  const one = splat(1)
  if (kind == Activation.Relu) return v128.and(one, f32x4.gt(y, splat(0)))
  if (kind == Activation.LeakyRelu) {
    return v128.bitselect(one, splat(a), f32x4.gt(x, splat(0)))
  }
  if (kind == Activation.Elu) {
    // Not y + α: far below 0 nothing is left of it.
    const slope = f32x4.mul(splat(a), exp4(f32x4.pmin(x, splat(0))))
    return v128.bitselect(one, slope, f32x4.gt(x, splat(0)))
  }
  if (kind == Activation.Gelu) return madd(x, normalPdf4(x), normalCdf4(x))
  if (kind == Activation.Silu) {
    const s = sigmoid4(x)
    return madd(y, f32x4.sub(one, s), s)
  }
  if (kind == Activation.Sigmoid) return f32x4.mul(y, f32x4.sub(one, y))
  if (kind == Activation.Tanh) return f32x4.sub(one, f32x4.mul(y, y))
  if (kind == Activation.Softplus) return sigmoid4(x)
  return one
}

/** Bytes of a turn of the loop: a cache line, but four times a long function would be much code. */
// @ts-expect-error: decorator
@inline
function pieceOf(short: bool): usize {
  return short ? 64 : 16
}
// @ts-expect-error: decorator
@inline
function isLinear(kind: Activation): bool {
  return kind == Activation.Identity || kind == Activation.Relu || kind == Activation.LeakyRelu
}

// @ts-expect-error: decorator
@inline
function forward4(kind: Activation, x: usize, y: usize, left: i32, a: f32): void {
  storeUpTo4(y, value4(kind, loadUpTo4(x, left), a), left)
}

// @ts-expect-error: decorator
@inline
function forwardLoop(
  kind: Activation,
  x: usize,
  y: usize,
  rows: i32,
  width: i32,
  a: f32,
): void {
  const from = <usize>(rowStart(rows) * width) << 2
  const end = <usize>(rowEnd(rows) * width) << 2
  const piece = pieceOf(isLinear(kind))
  const count = <i32>((end - from) / piece)
  const step = stepOf(piece)
  let at = from + <usize>turn(0, count) * piece
  for (let left = count; left > 0; left--) {
    forward4(kind, x + at, y + at, 4, a)
    if (piece == 64) {
      forward4(kind, x + at + 16, y + at + 16, 4, a)
      forward4(kind, x + at + 32, y + at + 32, 4, a)
      forward4(kind, x + at + 48, y + at + 48, 4, a)
    }
    at += step
  }
  for (at = from + <usize>count * piece; at < end; at += 16) {
    forward4(kind, x + at, y + at, <i32>((end - at) >> 2), a)
  }
}

/** Whether the slope is computed from x, or from the function's value y. */
// @ts-expect-error: decorator
@inline
function slopeNeedsX(kind: Activation): bool {
  return (
    kind != Activation.Relu &&
    kind != Activation.Sigmoid &&
    kind != Activation.Tanh &&
    kind != Activation.Identity
  )
}
// @ts-expect-error: decorator
@inline
function slopeNeedsY(kind: Activation): bool {
  return (
    kind == Activation.Relu ||
    kind == Activation.Sigmoid ||
    kind == Activation.Tanh ||
    kind == Activation.Silu
  )
}

/** y = φ(x). x, y: [rows, width]. */
export function activationForward(
  kind: Activation,
  x: usize,
  y: usize,
  rows: i32,
  width: i32,
  a: f32,
): void {
  if (kind == Activation.Relu) forwardLoop(Activation.Relu, x, y, rows, width, a)
  else if (kind == Activation.LeakyRelu) forwardLoop(Activation.LeakyRelu, x, y, rows, width, a)
  else if (kind == Activation.Elu) forwardLoop(Activation.Elu, x, y, rows, width, a)
  else if (kind == Activation.Gelu) forwardLoop(Activation.Gelu, x, y, rows, width, a)
  else if (kind == Activation.Silu) forwardLoop(Activation.Silu, x, y, rows, width, a)
  else if (kind == Activation.Sigmoid) forwardLoop(Activation.Sigmoid, x, y, rows, width, a)
  else if (kind == Activation.Tanh) forwardLoop(Activation.Tanh, x, y, rows, width, a)
  else if (kind == Activation.Softplus) forwardLoop(Activation.Softplus, x, y, rows, width, a)
  else forwardLoop(Activation.Identity, x, y, rows, width, a)
}

// @ts-expect-error: decorator
@inline
function backward4(
  kind: Activation,
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  left: i32,
  accumulate: bool,
  a: f32,
): void {
  const gradient = loadUpTo4(dy, left)
  const slope = slope4(
    kind,
    slopeNeedsX(kind) ? loadUpTo4(x, left) : gradient,
    slopeNeedsY(kind) ? loadUpTo4(y, left) : gradient,
    a,
  )
  let result = f32x4.mul(gradient, slope)
  if (accumulate) result = f32x4.add(loadUpTo4(dx, left), result)
  storeUpTo4(dx, result, left)
}

// @ts-expect-error: decorator
@inline
function backwardLoop(
  kind: Activation,
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  rows: i32,
  width: i32,
  accumulate: bool,
  a: f32,
): void {
  const from = <usize>(rowStart(rows) * width) << 2
  const end = <usize>(rowEnd(rows) * width) << 2
  const fromY = kind == Activation.Sigmoid || kind == Activation.Tanh
  const piece = pieceOf(isLinear(kind) || fromY)
  const count = <i32>((end - from) / piece)
  const step = stepOf(piece)
  let at = from + <usize>turn(0, count) * piece
  for (let left = count; left > 0; left--) {
    backward4(kind, x + at, y + at, dy + at, dx + at, 4, accumulate, a)
    if (piece == 64) {
      backward4(kind, x + at + 16, y + at + 16, dy + at + 16, dx + at + 16, 4, accumulate, a)
      backward4(kind, x + at + 32, y + at + 32, dy + at + 32, dx + at + 32, 4, accumulate, a)
      backward4(kind, x + at + 48, y + at + 48, dy + at + 48, dx + at + 48, 4, accumulate, a)
    }
    at += step
  }
  for (at = from + <usize>count * piece; at < end; at += 16) {
    const left = <i32>((end - at) >> 2)
    backward4(kind, x + at, y + at, dy + at, dx + at, left, accumulate, a)
  }
}

/** dx = dy · φ′(x). */
export function activationBackward(
  kind: Activation,
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  rows: i32,
  width: i32,
  acc: bool,
  a: f32,
): void {
  if (kind == Activation.Relu) backwardLoop(Activation.Relu, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.LeakyRelu) backwardLoop(Activation.LeakyRelu, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Elu) backwardLoop(Activation.Elu, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Gelu) backwardLoop(Activation.Gelu, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Silu) backwardLoop(Activation.Silu, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Sigmoid) backwardLoop(Activation.Sigmoid, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Tanh) backwardLoop(Activation.Tanh, x, y, dy, dx, rows, width, acc, a)
  else if (kind == Activation.Softplus) backwardLoop(Activation.Softplus, x, y, dy, dx, rows, width, acc, a)
  else backwardLoop(Activation.Identity, x, y, dy, dx, rows, width, acc, a)
}

/** y = a·b or y += a·b, element by element; each [rows, width]. */
export function multiplyElements(
  a: usize,
  b: usize,
  y: usize,
  rows: i32,
  width: i32,
  acc: bool,
): void {
  const first = rowStart(rows) * width
  const end = rowEnd(rows) * width
  const count = (end - first + 3) / 4
  for (let piece = 0; piece < count; piece++) {
    const i = first + 4 * turn(piece, count)
    const at = <usize>i << 2
    const left = end - i
    let result = f32x4.mul(loadUpTo4(a + at, left), loadUpTo4(b + at, left))
    if (acc) result = f32x4.add(loadUpTo4(y + at, left), result)
    storeUpTo4(y + at, result, left)
  }
}

/** y = x or y += x. x, y: [rows, width]. */
export function copyElements(x: usize, y: usize, rows: i32, width: i32, acc: bool): void {
  const first = rowStart(rows) * width
  const end = rowEnd(rows) * width
  const count = (end - first + 3) / 4
  for (let piece = 0; piece < count; piece++) {
    const i = first + 4 * turn(piece, count)
    const at = <usize>i << 2
    const left = end - i
    let result = loadUpTo4(x + at, left)
    if (acc) result = f32x4.add(loadUpTo4(y + at, left), result)
    storeUpTo4(y + at, result, left)
  }
}

/** y = 0. */
export function zeroElements(y: usize, length: i32): void {
  for (let i = shareStart(length, GRAIN), end = shareEnd(length, GRAIN); i < end; i += 4) {
    storeUpTo4(y + ((<usize>i) << 2), splat(0), end - i)
  }
}

/**
 * Copies columns of a matrix: row i of `to` gets `width` elements of row i of `from`. Both start at
 * their first column; strides are in elements.
 */
export function copyColumns(
  from: usize,
  fromStride: i32,
  to: usize,
  toStride: i32,
  width: i32,
  rows: i32,
  acc: bool,
): void {
  const first = rowStart(rows)
  const count = rowEnd(rows) - first
  for (let i = 0; i < count; i++) {
    const row = first + turn(i, count)
    const source = from + (<usize>(row * fromStride) << 2)
    const target = to + (<usize>(row * toStride) << 2)
    for (let j = 0; j < width; j += 4) {
      const at = <usize>j << 2
      const left = width - j
      let value = loadUpTo4(source + at, left)
      if (acc) value = f32x4.add(loadUpTo4(target + at, left), value)
      storeUpTo4(target + at, value, left)
    }
  }
}
