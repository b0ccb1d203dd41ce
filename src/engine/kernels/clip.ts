import { input, type Kernel, numberAttr, output } from './kernel'

/** Norm of all gradients together: √(Σ over tensors Σ g²). Any number of gradients → norm: [1]. */
const measure: Kernel = call => {
  let squares = 0
  for (let n = 0; n < call.inputs.length; n++) {
    const g = input(call, n)
    for (let i = 0; i < g.width; i++) squares += g.data[i]! ** 2
  }
  output(call, 0).data[0] = Math.sqrt(squares)
}

/** g ← g · min(1, limit / (norm + 1e-6)), in place: PyTorch's `clip_grad_norm_`, its 1e-6 included. */
const norm: Kernel = call => {
  const { data: total } = input(call, 1)
  const g = output(call, 0)
  const scale = numberAttr(call, 'limit') / (total[0]! + 1e-6)
  // A norm that is NaN makes every gradient NaN.
  if (scale >= 1) return
  for (let i = 0; i < g.width; i++) g.data[i]! *= scale
}

/** g ← max(−limit, min(limit, g)), in place: PyTorch's `clip_grad_value_`. NaN stays NaN. */
const value: Kernel = call => {
  const g = output(call, 0)
  const limit = numberAttr(call, 'limit')
  for (let i = 0; i < g.width; i++) g.data[i] = Math.max(-limit, Math.min(limit, g.data[i]!))
}

export const clipKernels = { 'clip.measure': measure, 'clip.norm': norm, 'clip.value': value }
