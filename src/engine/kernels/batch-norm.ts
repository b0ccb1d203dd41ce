import { input, type Kernel, numberAttr, optionalOutput, output, store } from './kernel'

/**
 * Training mode. x: [rows, d] → y, residuals mean and inverseStd: [d], and the running values.
 * Biased variance to normalise, unbiased for the running value, as PyTorch does.
 */
const forward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const gamma = input(call, 1)
  const beta = input(call, 2)
  const y = output(call, 0)
  const mean = output(call, 1)
  const inverseStd = output(call, 2)
  const runningMean = output(call, 3)
  const runningVar = output(call, 4)
  const momentum = numberAttr(call, 'momentum')
  const epsilon = numberAttr(call, 'epsilon')
  const d = x.width
  for (let j = 0; j < d; j++) {
    let sum = 0
    for (let i = 0; i < rows; i++) sum += x.data[i * d + j]!
    const mu = sum / rows
    let squares = 0
    for (let i = 0; i < rows; i++) squares += (x.data[i * d + j]! - mu) ** 2
    const variance = squares / rows
    const inverse = 1 / Math.sqrt(variance + epsilon)
    mean.data[j] = mu
    inverseStd.data[j] = inverse
    for (let i = 0; i < rows; i++) {
      const normalized = (x.data[i * d + j]! - mu) * inverse
      y.data[i * d + j] = gamma.data[j]! * normalized + beta.data[j]!
    }
    runningMean.data[j] = (1 - momentum) * runningMean.data[j]! + momentum * mu
    runningVar.data[j] =
      (1 - momentum) * runningVar.data[j]! + momentum * (squares / Math.max(rows - 1, 1))
  }
}

/** Evaluation mode: normalises with the running mean and variance. */
const evaluate: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const gamma = input(call, 1)
  const beta = input(call, 2)
  const runningMean = input(call, 3)
  const runningVar = input(call, 4)
  const y = output(call, 0)
  const epsilon = numberAttr(call, 'epsilon')
  const d = x.width
  for (let j = 0; j < d; j++) {
    const inverse = 1 / Math.sqrt(runningVar.data[j]! + epsilon)
    for (let i = 0; i < rows; i++) {
      const normalized = (x.data[i * d + j]! - runningMean.data[j]!) * inverse
      y.data[i * d + j] = gamma.data[j]! * normalized + beta.data[j]!
    }
  }
}

/**
 * dγ = Σ dy·x̂, dβ = Σ dy, dx = γ/√(σ²+ε) · (dy − mean(dy) − x̂·mean(dy·x̂))
 * (Ioffe & Szegedy 2015, section 3).
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
  for (let j = 0; j < d; j++) {
    const mu = mean.data[j]!
    const inverse = inverseStd.data[j]!
    let sumDy = 0
    let sumDyNormalized = 0
    for (let i = 0; i < rows; i++) {
      const g = dy.data[i * d + j]!
      sumDy += g
      sumDyNormalized += g * (x.data[i * d + j]! - mu) * inverse
    }
    store(dGamma, j, sumDyNormalized)
    if (dBeta) store(dBeta, j, sumDy)
    if (!dx) continue
    const scale = gamma.data[j]! * inverse
    for (let i = 0; i < rows; i++) {
      const normalized = (x.data[i * d + j]! - mu) * inverse
      const centred = dy.data[i * d + j]! - sumDy / rows - (normalized * sumDyNormalized) / rows
      store(dx, i * d + j, scale * centred)
    }
  }
}

export const batchNormKernels = {
  'batchNorm.forward': forward,
  'batchNorm.evaluate': evaluate,
  'batchNorm.backward': backward,
}
