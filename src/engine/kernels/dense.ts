import { beginSum, input, type Kernel, optionalOutput, output, store } from './kernel'

/** y = xW + b. x: [rows, in], W: [in, out], b: [out] or none → y: [rows, out]. */
const forward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const W = input(call, 1)
  const b = call.inputs[2] ?? null
  const y = output(call, 0)
  const inDim = x.width
  const outDim = y.width
  for (let i = 0; i < rows; i++) {
    const yRow = i * outDim
    for (let j = 0; j < outDim; j++) y.data[yRow + j] = b ? b.data[j]! : 0
    for (let k = 0; k < inDim; k++) {
      const value = x.data[i * inDim + k]!
      const wRow = k * outDim
      for (let j = 0; j < outDim; j++) y.data[yRow + j]! += value * W.data[wRow + j]!
    }
  }
}

/** dx = dy Wᵀ, dW = xᵀ dy, db = Σ dy over rows. */
const backward: Kernel = (call, { rows }) => {
  const x = input(call, 0)
  const W = input(call, 1)
  const dy = input(call, 2)
  const dx = optionalOutput(call, 0)
  const dW = output(call, 1)
  const db = optionalOutput(call, 2)
  const inDim = x.width
  const outDim = dy.width

  beginSum(dW, inDim * outDim)
  for (let i = 0; i < rows; i++) {
    const dyRow = i * outDim
    for (let k = 0; k < inDim; k++) {
      const value = x.data[i * inDim + k]!
      const wRow = k * outDim
      for (let j = 0; j < outDim; j++) dW.data[wRow + j]! += value * dy.data[dyRow + j]!
    }
  }
  if (db) {
    beginSum(db, outDim)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < outDim; j++) db.data[j]! += dy.data[i * outDim + j]!
    }
  }
  if (dx) {
    for (let i = 0; i < rows; i++) {
      const dyRow = i * outDim
      for (let k = 0; k < inDim; k++) {
        const wRow = k * outDim
        let sum = 0
        for (let j = 0; j < outDim; j++) sum += dy.data[dyRow + j]! * W.data[wRow + j]!
        store(dx, i * inDim + k, sum)
      }
    }
  }
}

export const denseKernels = { 'dense.forward': forward, 'dense.backward': backward }
