import { input, type Kernel, type KernelCall, numberAttr, optionalOutput, output } from './kernel'

/**
 * Runs `change(i)` for every weight, adds what it returns, and writes ‖ΔW‖/‖W‖ (W before the step)
 * where telemetry asks for it.
 */
function update(call: KernelCall, telemetry: boolean, change: (i: number) => number): void {
  const W = output(call, 0)
  let changed = 0
  let before = 0
  for (let i = 0; i < W.width; i++) {
    const delta = change(i)
    changed += delta * delta
    before += W.data[i]! * W.data[i]!
    W.data[i]! += delta
  }
  const ratio = optionalOutput(call, 1)
  if (ratio && telemetry) ratio.data[0] = before === 0 ? Number.NaN : Math.sqrt(changed / before)
}

/** W ← W − ηg. */
const sgd: Kernel = (call, { learningRate, telemetry }) => {
  const g = input(call, 0).data
  update(call, telemetry, i => -learningRate * g[i]!)
}

/** v ← αv + g; W ← W − ηv, or with Nesterov's look-ahead W ← W − η(g + αv). */
const momentum: Kernel = (call, { learningRate, telemetry }) => {
  const g = input(call, 0).data
  const v = output(call, 2).data
  const alpha = numberAttr(call, 'momentum')
  const nesterov = call.attrs.nesterov === true
  update(call, telemetry, i => {
    v[i] = alpha * v[i]! + g[i]!
    return -learningRate * (nesterov ? g[i]! + alpha * v[i]! : v[i]!)
  })
}

/** h ← h + g²; W ← W − ηg/(√h + ε). Duchi, Hazan & Singer 2011. */
const adagrad: Kernel = (call, { learningRate, telemetry }) => {
  const g = input(call, 0).data
  const h = output(call, 2).data
  const epsilon = numberAttr(call, 'epsilon')
  update(call, telemetry, i => {
    h[i]! += g[i]! ** 2
    return (-learningRate * g[i]!) / (Math.sqrt(h[i]!) + epsilon)
  })
}

/** h ← ρh + (1−ρ)g²; W ← W − ηg/(√h + ε). */
const rmsprop: Kernel = (call, { learningRate, telemetry }) => {
  const g = input(call, 0).data
  const h = output(call, 2).data
  const decay = numberAttr(call, 'decay')
  const epsilon = numberAttr(call, 'epsilon')
  update(call, telemetry, i => {
    h[i] = decay * h[i]! + (1 - decay) * g[i]! ** 2
    return (-learningRate * g[i]!) / (Math.sqrt(h[i]!) + epsilon)
  })
}

/**
 * m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; W ← W − η·m̂/(√v̂ + ε) with both corrected for their
 * start at 0 (Kingma & Ba 2015). AdamW (Loshchilov & Hutter 2019) first takes η·λ·W off W.
 */
const adam: Kernel = (call, { learningRate, step, telemetry }) => {
  const g = input(call, 0).data
  const W = output(call, 0).data
  const m = output(call, 2).data
  const v = output(call, 3).data
  const beta1 = numberAttr(call, 'beta1')
  const beta2 = numberAttr(call, 'beta2')
  const epsilon = numberAttr(call, 'epsilon')
  const weightDecay = typeof call.attrs.weightDecay === 'number' ? call.attrs.weightDecay : 0
  const correction1 = 1 - beta1 ** (step + 1)
  const correction2 = Math.sqrt(1 - beta2 ** (step + 1))
  update(call, telemetry, i => {
    m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!
    v[i] = beta2 * v[i]! + (1 - beta2) * g[i]! ** 2
    const denominator = Math.sqrt(v[i]!) / correction2 + epsilon
    return (
      -learningRate * weightDecay * W[i]! - ((learningRate / correction1) * m[i]!) / denominator
    )
  })
}

export const optimizerKernels = {
  'sgd.update': sgd,
  'momentum.update': momentum,
  'adagrad.update': adagrad,
  'rmsprop.update': rmsprop,
  'adam.update': adam,
  'adamw.update': adam,
}
