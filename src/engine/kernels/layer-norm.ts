import { beginSum, input, type Kernel, numberAttr, optionalOutput, output, store } from './kernel'

/**
 * x: [rows, d], γ and β: [d] → y: [rows, d] and, in training, residuals mean and inverseStd: [rows].
 * Mean and biased variance are over the features of a row.
 */
const forward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const gamma = input(call, 1)
  const beta = input(call, 2)
  const y = output(call, 0)
  const mean = optionalOutput(call, 1)
  const inverseStd = optionalOutput(call, 2)
  const epsilon = numberAttr(call, 'epsilon')
  const d = x.width
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < d; j++) sum += x.data[i * d + j]!
    const mu = sum / d
    let squares = 0
    for (let j = 0; j < d; j++) squares += (x.data[i * d + j]! - mu) ** 2
    const inverse = 1 / Math.sqrt(squares / d + epsilon)
    if (mean) mean.data[i] = mu
    if (inverseStd) inverseStd.data[i] = inverse
    for (let j = 0; j < d; j++) {
      const normalized = (x.data[i * d + j]! - mu) * inverse
      y.data[i * d + j] = gamma.data[j]! * normalized + beta.data[j]!
    }
  }
}

/**
 * dγ = Σ dy·x̂ and dβ = Σ dy over rows; with g = γ·dy,
 * dx = 1/√(σ²+ε) · (g − mean(g) − x̂·mean(g·x̂)), means over features.
 */
const backward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const gamma = input(call, 1)
  const mean = input(call, 2)
  const inverseStd = input(call, 3)
  const dy = input(call, 4)
  const dx = optionalOutput(call, 0)
  const dGamma = output(call, 1)
  const dBeta = optionalOutput(call, 2)
  const d = x.width
  beginSum(dGamma, d)
  if (dBeta) beginSum(dBeta, d)
  for (let i = 0; i < rows; i++) {
    const mu = mean.data[i]!
    const inverse = inverseStd.data[i]!
    let sumG = 0
    let sumGNormalized = 0
    for (let j = 0; j < d; j++) {
      const slope = dy.data[i * d + j]!
      const normalized = (x.data[i * d + j]! - mu) * inverse
      dGamma.data[j]! += slope * normalized
      if (dBeta) dBeta.data[j]! += slope
      sumG += gamma.data[j]! * slope
      sumGNormalized += gamma.data[j]! * slope * normalized
    }
    if (!dx) continue
    for (let j = 0; j < d; j++) {
      const g = gamma.data[j]! * dy.data[i * d + j]!
      const normalized = (x.data[i * d + j]! - mu) * inverse
      store(dx, i * d + j, inverse * (g - sumG / d - (normalized * sumGNormalized) / d))
    }
  }
}

export const layerNormKernels = {
  'layerNorm.forward': forward,
  'layerNorm.backward': backward,
}
