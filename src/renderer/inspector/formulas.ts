import type { DocumentNode, TrainingConfig } from '../../engine/document/schema'
import { nodeKind } from '../../engine/nodes/index'

/** LaTeX of what a choice means, by its value. */
type Formulas = Readonly<Record<string, string>>

const activations: Formulas = {
  relu: 'y = \\max(0,\\, x)',
  sigmoid: 'y = \\sigma(x) = \\dfrac{1}{1 + e^{-x}}',
  tanh: 'y = \\tanh x = \\dfrac{e^{x} - e^{-x}}{e^{x} + e^{-x}}',
  leakyRelu: 'y = \\max(x,\\, a\\,x)',
  elu: 'y = \\begin{cases} x & x > 0 \\\\ \\alpha\\,(e^{x} - 1) & x \\le 0 \\end{cases}',
  gelu: 'y = x\\,\\Phi(x)',
  silu: 'y = x\\,\\sigma(x) = \\dfrac{x}{1 + e^{-x}}',
  softplus: 'y = \\ln(1 + e^{x})',
  identity: 'y = x',
  softmax: 'y_k = \\dfrac{e^{x_k}}{\\sum_j e^{x_j}}',
}

const losses: Formulas = {
  softmaxCrossEntropy: 'J = -\\dfrac{1}{m} \\sum_{i=1}^{m} \\ln \\operatorname{softmax}(y_i)_{t_i}',
  binaryCrossEntropy:
    '\\begin{aligned} p &= \\sigma(y) \\\\ J &= -\\dfrac{1}{mC} \\sum_{i,k} \\bigl[ t_{ik} \\ln p_{ik} \\\\ &\\qquad + (1 - t_{ik}) \\ln(1 - p_{ik}) \\bigr] \\end{aligned}',
  meanSquaredError: 'J = \\dfrac{1}{mC} \\sum_{i=1}^{m} \\sum_{k=1}^{C} (y_{ik} - t_{ik})^2',
}

const variances: Formulas = {
  he: '\\dfrac{2}{n_\\mathrm{in}}',
  xavier: '\\dfrac{1}{n_\\mathrm{in}}',
  glorot: '\\dfrac{2}{n_\\mathrm{in} + n_\\mathrm{out}}',
  lecun: '\\dfrac{1}{n_\\mathrm{in}}',
  normal: '\\sigma^2',
}

const optimizers: Formulas = {
  sgd: 'W \\leftarrow W - \\eta\\, g',
  momentum:
    '\\begin{aligned} v &\\leftarrow \\mu v + g \\\\ W &\\leftarrow W - \\eta\\, v \\end{aligned}',
  adagrad:
    '\\begin{aligned} h &\\leftarrow h + g^2 \\\\ W &\\leftarrow W - \\frac{\\eta\\, g}{\\sqrt{h} + \\varepsilon} \\end{aligned}',
  rmsprop:
    '\\begin{aligned} h &\\leftarrow \\rho h + (1 - \\rho)\\, g^2 \\\\ W &\\leftarrow W - \\frac{\\eta\\, g}{\\sqrt{h} + \\varepsilon} \\end{aligned}',
  adam: '\\begin{aligned} m &\\leftarrow \\beta_1 m + (1 - \\beta_1)\\, g \\\\ v &\\leftarrow \\beta_2 v + (1 - \\beta_2)\\, g^2 \\\\ W &\\leftarrow W - \\eta\\, \\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon} \\end{aligned}',
  adamw:
    '\\begin{aligned} m &\\leftarrow \\beta_1 m + (1 - \\beta_1)\\, g \\\\ v &\\leftarrow \\beta_2 v + (1 - \\beta_2)\\, g^2 \\\\ W &\\leftarrow W - \\eta \\left( \\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon} + \\lambda W \\right) \\end{aligned}',
}
const nesterov =
  '\\begin{aligned} v &\\leftarrow \\mu v + g \\\\ W &\\leftarrow W - \\eta\\, (g + \\mu v) \\end{aligned}'

const schedules: Formulas = {
  constant: '\\eta_t = \\eta',
  step: '\\eta_t = \\eta\\, \\gamma^{\\lfloor t / s \\rfloor}',
  exponential: '\\eta_t = \\eta\\, \\gamma^{t}',
  inverseTime: '\\eta_t = \\dfrac{\\eta}{1 + k\\,t}',
  cosine:
    '\\eta_t = \\eta_\\mathrm{min} + \\tfrac{1}{2} (\\eta - \\eta_\\mathrm{min}) \\bigl(1 + \\cos \\tfrac{\\pi t}{T} \\bigr)',
}

const clippings: Formulas = {
  norm: 'g \\leftarrow g \\cdot \\min\\Bigl(1,\\, \\dfrac{c}{\\lVert g \\rVert}\\Bigr)',
  value: 'g \\leftarrow \\min(c,\\, \\max(-c,\\, g))',
}

/** LaTeX of what a node computes, as its attrs have it. */
export function nodeFormula({ kind, attrs }: Pick<DocumentNode, 'kind' | 'attrs'>): string {
  const chosen = String(attrs.function)
  if (kind === 'activation') return activations[chosen] ?? nodeKind(kind).formula
  if (kind === 'loss') return losses[chosen] ?? nodeKind(kind).formula
  if (kind === 'dense' && attrs.bias === false) return 'y = xW'
  return nodeKind(kind).formula
}

/** LaTeX of what the choice of an attr means; null where there is nothing to add. */
export function attrFormula(
  { kind, attrs }: Pick<DocumentNode, 'kind' | 'attrs'>,
  attr: string,
): string | null {
  if (kind !== 'dense' || attr !== 'init') return null
  const init = String(attrs.init)
  if (init === 'zeros') return 'W_{ij} = 0'
  if (init === 'identity') return `W = ${String(attrs.scale)}\\, I`
  const variance = variances[init]
  if (variance === undefined) return null
  return attrs.distribution === 'uniform' && init !== 'normal'
    ? `\\begin{aligned} W_{ij} &\\sim \\mathcal{U}(-a,\\, a) \\\\ a^2 &= 3 \\cdot ${variance} \\end{aligned}`
    : `W_{ij} \\sim \\mathcal{N}\\Bigl(0,\\, ${variance}\\Bigr)`
}

/** LaTeX of a field of the training form; null where there is nothing to add. */
export function trainingFormula(training: TrainingConfig, field: string): string | null {
  const { optimizer, schedule, clipping } = training
  switch (field) {
    case 'optimizer':
      return 'nesterov' in optimizer && optimizer.nesterov ? nesterov : optimizers[optimizer.kind]!
    case 'schedule':
      return schedule.kind === 'constant' ? null : schedules[schedule.kind]!
    case 'clipping':
      return clippings[clipping.kind] ?? null
    case 'l1':
      return 'J + \\lambda_1 \\sum |W|'
    case 'l2':
      return 'J + \\tfrac{\\lambda_2}{2} \\sum W^2'
    default:
      return null
  }
}
