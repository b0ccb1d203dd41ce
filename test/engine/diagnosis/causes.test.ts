import { afterAll, describe, expect, it } from 'vitest'
import type { CauseId, RuleId } from '../../../src/engine/diagnosis/finding'
import type { FixId } from '../../../src/engine/diagnosis/fixes'
import { applyChange } from '../../../src/engine/document/change'
import type { GraphDocument, Optimizer } from '../../../src/engine/document/schema'
import { chooseBackend } from '../../../src/engine/node/backends'
import { type Diagnosis, diagnoseDocument } from '../../../src/engine/node/diagnose-document'
import { openSession } from '../../../src/engine/node/open-session'
import { shippedDatasets } from '../../support/datasets'
import { runtimes } from '../../support/wasm'
import { network, type Parts } from '../../support/wine-network'

afterAll(() => runtimes.dispose())

const backend = chooseBackend(runtimes, { threads: 1 })
const options = { datasetsDirectory: shippedDatasets, backend }

const steps = 300

/** What is found; 114 examples can be learned by heart by any of these networks, and some are. */
async function diagnose(document: GraphDocument, count = steps): Promise<Diagnosis['findings']> {
  const result = await diagnoseDocument(document, { ...options, steps: count })
  if (!result.ok) throw new Error(result.failure.message)
  return result.diagnosis.findings.filter(({ rule }) => rule !== 'overfitting')
}

/** Share of the training examples that are classified right in the end; 0 of a run that diverged. */
async function accuracy(document: GraphDocument): Promise<number> {
  const opened = await openSession(document, { ...options, maxSteps: steps })
  if (!opened.ok) throw new Error(opened.failure.message)
  const { session, program } = opened.value
  const frame = new Float64Array(program.telemetry.width)
  while (!session.isFinished && session.divergence === null) session.step(frame)
  return session.divergence === null ? session.evaluate('train')!.accuracy! : 0
}

/** Wine is learned by any sound network; always naming the most frequent kind gives 0.4. */
const learned = 0.9
const failed = 0.8

interface Flaw {
  readonly name: string
  readonly document: GraphDocument
  readonly rule: RuleId
  readonly cause: CauseId
  readonly fix: FixId
  /** Whether it is known before training. */
  readonly before: boolean
  /** What it leads to, if that is worth a word. */
  readonly leadsTo?: RuleId
}

const sigma = (value: number) => ({ init: 'normal', sigma: value })
const raw = { normalization: 'none' }
const rate = (kind: Optimizer['kind'], learningRate: number) => ({ kind, learningRate })

const flaws: readonly Flaw[] = [
  ...(
    [
      ['sigmoid', rate('adam', 1000)],
      ['tanh', rate('adam', 1000)],
      ['tanh', rate('sgd', 1000)],
    ] as const
  ).map(
    ([activation, optimizer]): Flaw => ({
      name: `${optimizer.kind} at ${optimizer.learningRate} saturates ${activation}`,
      document: network({ activation, optimizer, layers: activation === 'sigmoid' ? 2 : 3 }),
      rule: 'highLearningRate',
      cause: 'learningRate',
      fix: 'lowerLearningRate',
      before: true,
      leadsTo: 'saturation',
    }),
  ),
  {
    name: 'steps that are too long kill all ReLUs',
    document: network({ optimizer: rate('adam', 3) }),
    rule: 'highLearningRate',
    cause: 'learningRate',
    fix: 'lowerLearningRate',
    before: true,
    leadsTo: 'vanishing',
  },
  {
    name: 'gradient descent overshoots until numbers overflow',
    document: network({ optimizer: rate('sgd', 3) }),
    rule: 'highLearningRate',
    cause: 'learningRate',
    fix: 'lowerLearningRate',
    before: false,
  },
  {
    name: 'momentum adds up',
    document: network({ optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.999 } }),
    rule: 'highLearningRate',
    cause: 'momentum',
    fix: 'lowerMomentum',
    before: false,
  },
  ...(['relu', 'sigmoid', 'tanh'] as const).map(
    (activation): Flaw => ({
      name: `values up to 1680 go into ${activation} as they are`,
      document: network({ activation, layers: 2, data: raw }),
      rule: 'inputScale',
      cause: 'unscaledInput',
      fix: 'standardize',
      before: true,
    }),
  ),
  {
    name: 'weights that are too small fade the layers',
    document: network({ activation: 'tanh', layers: 5, dense: sigma(0.01) }),
    rule: 'poorInit',
    cause: 'initScale',
    fix: 'init',
    before: true,
    leadsTo: 'vanishing',
  },
  {
    name: 'weights that are too large make them grow',
    document: network({ dense: sigma(3) }),
    rule: 'poorInit',
    cause: 'initScale',
    fix: 'init',
    before: true,
  },
  {
    name: 'weights that are too large saturate',
    document: network({ activation: 'sigmoid', layers: 5, dense: sigma(10) }),
    rule: 'saturation',
    cause: 'initScale',
    fix: 'reluHe',
    before: true,
  },
  {
    name: 'a last layer that is sure of wrong answers',
    document: network({ out: sigma(20) }),
    rule: 'initialLoss',
    cause: 'initScale',
    fix: 'init',
    before: true,
  },
  {
    name: 'ten sigmoids one after another',
    document: network({ activation: 'sigmoid', layers: 10 }),
    rule: 'vanishing',
    cause: 'slopes',
    fix: 'reluHe',
    before: true,
    leadsTo: 'notLearning',
  },
  {
    name: 'weights of 0',
    document: network({ dense: { init: 'zeros' } }),
    rule: 'identicalUnits',
    cause: 'zeroWeights',
    fix: 'init',
    before: true,
    leadsTo: 'notLearning',
  },
  ...(['sgd', 'adam', 'rmsprop', 'adagrad'] as const).map(
    (kind): Flaw => ({
      name: `a rate far too low for ${kind}`,
      document: network({ optimizer: rate(kind, 1e-7) }),
      rule: 'updateTooSmall',
      cause: 'learningRate',
      fix: 'raiseLearningRate',
      before: true,
      leadsTo: 'notLearning',
    }),
  ),
  {
    name: 'clipping to almost nothing',
    document: network({ training: { clipping: { kind: 'norm', limit: 1e-5 } } }),
    rule: 'updateTooSmall',
    cause: 'clipping',
    fix: 'loosenClipping',
    before: true,
    leadsTo: 'notLearning',
  },
  {
    name: 'a penalty that outweighs the data',
    document: network({ training: { regularization: { l1: 0, l2: 2 } } }),
    rule: 'strongPenalty',
    cause: 'penalty',
    fix: 'weakerPenalty',
    before: false,
    leadsTo: 'vanishing',
  },
  {
    name: 'dropout of nearly everything',
    document: network({ dropout: 0.95, training: { seed: 2 } }),
    rule: 'heavyDropout',
    cause: 'dropout',
    fix: 'lowerDropout',
    before: true,
  },
  {
    name: 'batch norm over two examples',
    document: network({ norm: 'batchNorm', layers: 4, training: { batchSize: 2 } }),
    rule: 'smallBatch',
    cause: 'batchSize',
    fix: 'largerBatch',
    before: true,
  },
  {
    name: 'softmax twice',
    document: network({ outputActivation: 'softmax', layers: 2, optimizer: rate('sgd', 0.005) }),
    rule: 'outputActivation',
    cause: 'doubleActivation',
    fix: 'bypassOutputActivation',
    before: true,
  },
  {
    name: 'squared error after a sigmoid',
    document: network({
      outputActivation: 'sigmoid',
      loss: 'meanSquaredError',
      optimizer: rate('sgd', 0.02),
    }),
    rule: 'outputActivation',
    cause: 'slowLoss',
    fix: 'crossEntropy',
    before: true,
  },
]

describe('a network with one flaw', () => {
  it.each(flaws.map(flaw => [flaw.name, flaw] as const))('%s', async (_name, flaw) => {
    const { document, rule, cause, fix, before, leadsTo } = flaw
    const findings = await diagnose(document)
    const [first] = findings
    expect(first).toMatchObject({ rule, cause, root: null })
    expect(first!.severity).not.toBe('info')
    // All else that is wrong goes back to it.
    for (const each of findings.slice(1)) {
      if (each.severity !== 'info' && !each.over)
        expect(each).toMatchObject({ root: { rule, cause } })
      if (each.root) expect(each.fixes[0]?.id).toBe(fix)
    }
    if (leadsTo) expect(findings.slice(1).map(each => each.rule)).toContain(leadsTo)

    const preflight = await diagnose(document, 1)
    if (before) expect(preflight[0]).toMatchObject({ rule, cause })
    else expect(preflight.filter(({ severity }) => severity !== 'info')).toEqual([])

    expect(first!.fixes[0]!.id).toBe(fix)
    const cured = first!.fixes[0]!.changes.reduce(applyChange, document)
    expect(await accuracy(document)).toBeLessThan(failed)
    expect(await accuracy(cured)).toBeGreaterThan(learned)
  })
})

const sound: readonly (readonly [string, Parts])[] = [
  ['ReLU', {}],
  ['leaky ReLU', { activation: 'leakyRelu' }],
  ['ELU', { activation: 'elu' }],
  ['GELU', { activation: 'gelu', optimizer: rate('adam', 3e-3) }],
  ['SiLU', { activation: 'silu', optimizer: rate('adam', 3e-3) }],
  ['tanh', { activation: 'tanh' }],
  ['one layer of sigmoids', { activation: 'sigmoid', layers: 1, optimizer: rate('adam', 1e-2) }],
  ['no hidden layer', { layers: 0 }],
  ['momentum', { optimizer: rate('momentum', 0.02) }],
  ['AdaGrad', { optimizer: rate('adagrad', 0.02) }],
  ['RMSProp', { optimizer: rate('rmsprop', 3e-3) }],
  ['AdamW', { optimizer: rate('adamw', 3e-3) }],
  ['batch norm', { norm: 'batchNorm' }],
  [
    'batch norm after six sigmoids',
    { norm: 'batchNorm', activation: 'sigmoid', layers: 6, optimizer: rate('adam', 1e-2) },
  ],
  ['layer norm', { norm: 'layerNorm' }],
  ['twelve layers', { layers: 12, optimizer: rate('adam', 3e-3) }],
  ['ten layers of tanh', { layers: 10, activation: 'tanh', optimizer: rate('sgd', 0.05) }],
  ['dropout of a fifth', { dropout: 0.2 }],
  ['a usual penalty', { training: { regularization: { l1: 0, l2: 1e-3 } } }],
  ['clipping', { training: { clipping: { kind: 'norm', limit: 1 } } }],
  ['a last layer of weights 0', { out: { init: 'zeros' } }],
  ['layers without an activation, where straight boundaries do', { activation: 'identity' }],
]

describe('a sound network', () => {
  it.each(sound)('learns, and nothing is held against it: %s', async (_name, parts) => {
    const document = network(parts)
    const serious = (findings: Diagnosis['findings']) =>
      findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)
    expect(serious(await diagnose(document, 1))).toEqual([])
    expect(serious(await diagnose(document))).toEqual([])
    expect(await accuracy(document)).toBeGreaterThan(learned)
  })
})
