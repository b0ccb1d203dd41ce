import { beginSum, input, type Kernel, optionalOutput, output, store } from './kernel'

/** y = xW + b. x: [rows, in], W: [in, out], b: [out] or none → y: [rows, out]. */
const forward: Kernel = (call, { rows }) => {
  const { data: x, width: inDim } = input(call, 0)
  const { data: W } = input(call, 1)
  const b = call.inputs[2]?.data
  const { data: y, width: outDim } = output(call, 0)
  for (let i = 0; i < rows; i++) {
    const yRow = i * outDim
    for (let j = 0; j < outDim; j++) y[yRow + j] = b ? b[j]! : 0
    for (let k = 0; k < inDim; k++) {
      const value = x[i * inDim + k]!
      const wRow = k * outDim
      for (let j = 0; j < outDim; j++) y[yRow + j]! += value * W[wRow + j]!
    }
  }
}

/** dx = dy Wᵀ, dW = xᵀ dy, db = Σ dy over rows. */
const backward: Kernel = (call, { rows }) => {
  const { data: x, width: inDim } = input(call, 0)
  const { data: W } = input(call, 1)
  const { data: dy, width: outDim } = input(call, 2)
  const dx = optionalOutput(call, 0)
  const dW = output(call, 1)
  const db = optionalOutput(call, 2)

  beginSum(dW, inDim * outDim)
  const dWData = dW.data
  for (let i = 0; i < rows; i++) {
    const dyRow = i * outDim
    for (let k = 0; k < inDim; k++) {
      const value = x[i * inDim + k]!
      const wRow = k * outDim
      for (let j = 0; j < outDim; j++) dWData[wRow + j]! += value * dy[dyRow + j]!
    }
  }
  if (db) {
    beginSum(db, outDim)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < outDim; j++) db.data[j]! += dy[i * outDim + j]!
    }
  }
  if (dx) {
    for (let i = 0; i < rows; i++) {
      const dyRow = i * outDim
      for (let k = 0; k < inDim; k++) {
        const wRow = k * outDim
        let sum = 0
        for (let j = 0; j < outDim; j++) sum += dy[dyRow + j]! * W[wRow + j]!
        store(dx, i * inDim + k, sum)
      }
    }
  }
}

export const denseKernels = { 'dense.forward': forward, 'dense.backward': backward }
