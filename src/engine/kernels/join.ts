import { input, type Kernel, output, store } from './kernel'

/** y = Σ xᵢ, all of one shape. */
const addForward: Kernel = (call, { rows }) => {
  const y = output(call, 0)
  const length = rows * y.width
  y.data.fill(0, 0, length)
  for (let n = 0; n < call.inputs.length; n++) {
    const x = input(call, n)
    for (let i = 0; i < length; i++) y.data[i]! += x.data[i]!
  }
}

/** dxᵢ = dy. */
const addBackward: Kernel = (call, { rows }) => {
  const dy = input(call, 0)
  const length = rows * dy.width
  for (const dx of call.outputs) {
    if (!dx) continue
    for (let i = 0; i < length; i++) store(dx, i, dy.data[i]!)
  }
}

/** y = [x₁, x₂, …] along features. xᵢ: [rows, dᵢ] → y: [rows, Σdᵢ]. */
const concatForward: Kernel = (call, { rows }) => {
  const y = output(call, 0)
  let column = 0
  for (let n = 0; n < call.inputs.length; n++) {
    const x = input(call, n)
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < x.width; j++) {
        y.data[i * y.width + column + j] = x.data[i * x.width + j]!
      }
    }
    column += x.width
  }
}

/** Each input's gradient is its columns of dy. `widths` lists the inputs' features: absent ones too. */
const concatBackward: Kernel = (call, { rows }) => {
  const dy = input(call, 0)
  const widths = String(call.attrs.widths).split(',').map(Number)
  let column = 0
  for (let n = 0; n < call.outputs.length; n++) {
    const width = widths[n]!
    const dx = call.outputs[n]
    if (dx) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < width; j++) {
          store(dx, i * width + j, dy.data[i * dy.width + column + j]!)
        }
      }
    }
    column += width
  }
}

export const joinKernels = {
  'add.forward': addForward,
  'add.backward': addBackward,
  'concat.forward': concatForward,
  'concat.backward': concatBackward,
}
