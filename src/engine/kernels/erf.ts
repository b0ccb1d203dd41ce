/**
 * Error function in float64, relative error below 1e-14. Near 0 the series
 * 2/√π · e^(−x²) Σ 2ⁿx²ⁿ⁺¹/(2n+1)!! (Abramowitz & Stegun 7.1.6), further out the continued
 * fraction of erfc (7.1.14), evaluated from its tail.
 */
export function erf(x: number): number {
  const z = Math.abs(x)
  if (Number.isNaN(z)) return x
  if (z > 6) return Math.sign(x)
  return Math.sign(x) * (z < 2.5 ? series(z) : 1 - continuedFraction(z))
}

function series(z: number): number {
  let term = z
  let sum = z
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * z * z) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum
}

function continuedFraction(z: number): number {
  let tail = 0
  for (let n = 80; n > 0; n--) tail = n / 2 / (z + tail)
  return Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + tail))
}

/** Standard normal distribution function Φ(x). */
export function normalCdf(x: number): number {
  return 0.5 * (1 + erf(x / Math.SQRT2))
}

/** Standard normal density φ(x). */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
}
