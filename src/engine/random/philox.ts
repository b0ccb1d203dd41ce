/**
 * Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw, "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011). The same counter and key give the same four words always, so a
 * dropout mask depends on (seed, step, node, element) alone, never on what was drawn before.
 */

const multiplier0 = 0xd2511f53
const multiplier1 = 0xcd9e8d57
const weyl0 = 0x9e3779b9
const weyl1 = 0xbb67ae85

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const low = aLow * bLow
  const middle = aHigh * bLow + (low >>> 16)
  const middle2 = aLow * bHigh + (middle % 0x1_0000)
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(middle2 / 0x1_0000)) >>> 0
}

/**
 * Writes the four unsigned 32-bit words of one counter into `out`.
 *
 * @param out at least four words; nothing else is allocated.
 */
export function philox(
  out: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  key0: number,
  key1: number,
): void {
  let x0 = c0 >>> 0
  let x1 = c1 >>> 0
  let x2 = c2 >>> 0
  let x3 = c3 >>> 0
  let k0 = key0 >>> 0
  let k1 = key1 >>> 0
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(multiplier0, x0)
    const low0 = Math.imul(multiplier0, x0) >>> 0
    const high1 = multiplyHigh(multiplier1, x2)
    const low1 = Math.imul(multiplier1, x2) >>> 0
    x0 = (high1 ^ x1 ^ k0) >>> 0
    x1 = low1
    x2 = (high0 ^ x3 ^ k1) >>> 0
    x3 = low0
    k0 = (k0 + weyl0) >>> 0
    k1 = (k1 + weyl1) >>> 0
  }
  out[0] = x0
  out[1] = x1
  out[2] = x2
  out[3] = x3
}
