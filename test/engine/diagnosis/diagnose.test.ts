import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { fixesOf } from '../../../src/engine/diagnosis/fixes'
import { RunMonitor } from '../../../src/engine/diagnosis/monitor'
import { describeFinding, fixTexts } from '../../../src/engine/diagnosis/texts'
import { usualDropout } from '../../../src/engine/diagnosis/usual-rates'
import { applyChange } from '../../../src/engine/document/change'
import {
  documentSchema,
  type GraphDocument,
  type Optimizer,
} from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { chooseBackend } from '../../../src/engine/node/backends'
import { type Diagnosis, diagnoseDocument } from '../../../src/engine/node/diagnose-document'
import { openSession } from '../../../src/engine/node/open-session'
import type { AttrValues } from '../../../src/engine/nodes/attrs'
import { shippedDatasets } from '../../support/datasets'
import { bypassed, documentNode, documentOf, edge, mnistDocument } from '../../support/documents'
import type { NodeSpec } from '../../support/networks'
import { runtimes } from '../../support/wasm'

afterAll(() => runtimes.dispose())

async function diagnose(
  document: GraphDocument,
  steps = 60,
  datasetsDirectory = shippedDatasets,
): Promise<Diagnosis> {
  const backend = chooseBackend(runtimes, { threads: 1 })
  const result = await diagnoseDocument(document, { datasetsDirectory, backend, steps })
  if (!result.ok) throw new Error(result.failure.message)
  return result.diagnosis
}

/** A chain of layers of 50 units with one activation function and one initialisation. */
function deep(
  layers: number,
  activation: string,
  dense: AttrValues,
  training: Partial<GraphDocument['training']> = {},
  data: AttrValues = {},
): GraphDocument {
  const specs: NodeSpec[] = [{ id: 'data1', kind: 'data', attrs: data }]
  for (let i = 1; i <= layers; i++) {
    specs.push({ id: `dense${i}`, kind: 'dense', attrs: { units: 50, ...dense } })
    specs.push({ id: `act${i}`, kind: 'activation', attrs: { function: activation } })
  }
  specs.push({ id: 'out', kind: 'dense', attrs: { units: 10, init: 'xavier' } })
  specs.push({ id: 'loss1', kind: 'loss' })
  return documentOf(specs, training)
}

/** Six layers of ReLU after He, each followed by dropout. */
function withDropout(rate: number): GraphDocument {
  const specs: NodeSpec[] = [{ id: 'data1', kind: 'data' }]
  for (let i = 1; i <= 6; i++) {
    specs.push({ id: `dense${i}`, kind: 'dense', attrs: { units: 100, init: 'he' } })
    specs.push({ id: `act${i}`, kind: 'activation', attrs: { function: 'relu' } })
    specs.push({ id: `drop${i}`, kind: 'dropout', attrs: { rate } })
  }
  specs.push({ id: 'out', kind: 'dense', attrs: { units: 10, init: 'xavier' } })
  specs.push({ id: 'loss1', kind: 'loss' })
  return documentOf(specs, { optimizer: { kind: 'sgd', learningRate: 0.01 } })
}

const names = ({ findings }: Diagnosis) => findings.map(({ rule }) => rule)
const serious = ({ findings }: Diagnosis) =>
  findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)
const finding = ({ findings }: Diagnosis, rule: string) =>
  findings.find(each => each.rule === rule)!

/** Share of the validation examples that are classified right after training. */
async function finalAccuracy(document: GraphDocument): Promise<number> {
  const backend = chooseBackend(runtimes, { threads: 1 })
  const opened = await openSession(document, { datasetsDirectory: shippedDatasets, backend })
  if (!opened.ok) throw new Error(opened.failure.message)
  const { session, program } = opened.value
  const frame = new Float64Array(program.telemetry.width)
  while (!session.isFinished) session.step(frame)
  return session.evaluate('validation')!.accuracy!
}

/** The document after a cure. */
function cured(document: GraphDocument, diagnosis: Diagnosis, rule: string, fix: string) {
  const found = finding(diagnosis, rule).fixes.find(({ id }) => id === fix)!
  return found.changes.reduce(applyChange, document)
}

const sgd = { optimizer: { kind: 'sgd', learningRate: 0.1 } } as const
const adam = {
  optimizer: { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
} as const

describe('a deep sigmoid network', () => {
  const document = deep(10, 'sigmoid', { init: 'xavier' }, sgd)

  it('has a vanishing gradient, for its slopes, with the attenuation that its frame gives', async () => {
    const diagnosis = await diagnose(document)
    const { cause, severity, evidence, nodeIds } = finding(diagnosis, 'vanishing')
    expect([cause, severity]).toEqual(['slopes', 'error'])
    expect(nodeIds).toContain('dense1')
    // By hand: the mean factor between the first and the last of ten layers.
    const { points } = diagnosis.attenuation
    const byHand = (points[0]!.rms / points.at(-1)!.rms) ** (1 / (points.length - 1))
    expect(points).toHaveLength(10)
    expect(Math.abs(evidence.factorPerLayer! / byHand - 1)).toBeLessThan(0.05)
    expect(evidence.factorPerLayer).toBeLessThan(0.25)
  })

  it('has it for its slopes behind dropout of the inputs too', async () => {
    const drop = documentNode('drop', 'dropout', { rate: 0.1 })
    const diagnosis = await diagnose({
      ...document,
      nodes: document.nodes.toSpliced(1, 0, drop),
      edges: [edge('data1', 'drop'), edge('drop', 'dense1'), ...document.edges.slice(1)],
    })
    const { cause, evidence } = finding(diagnosis, 'vanishing')
    expect(cause).toBe('slopes')
    expect(evidence.slopes).toBeLessThan(evidence.weights!)
  })

  it('is cured by ReLU with He initialisation', async () => {
    const after = cured(document, await diagnose(document), 'vanishing', 'reluHe')
    expect(names(await diagnose(after))).not.toContain('vanishing')
  })

  it.each(['batchNorm', 'skipConnections'])('gets a valid network by %s', async fix => {
    const after = cured(document, await diagnose(document), 'vanishing', fix)
    expect(analyze(after).problems).toEqual([])
    expect(documentSchema.safeParse(after).success).toBe(true)
    const before = await diagnose(document)
    const cure = await diagnose(after)
    expect(cure.attenuation.firstToLast).toBeGreaterThan(10 * before.attenuation.firstToLast)
  })
})

describe('leaky ReLU', () => {
  it('is not saturated where it lets little through: it has no flat ends', async () => {
    const document = deep(5, 'leakyRelu', { init: 'he' }, sgd)
    expect(serious(await diagnose(document))).toEqual([])
  })
})

describe('other illnesses', () => {
  it('exploding: linear layers with weights of deviation 1', async () => {
    const optimizer = { kind: 'sgd', learningRate: 0.01 } as const
    const document = deep(6, 'identity', { init: 'normal', sigma: 1 }, { optimizer })
    const diagnosis = await diagnose(document, 12)
    expect(names(diagnosis)).toContain('exploding')
    expect(finding(diagnosis, 'poorInit').evidence.factorPerLayer).toBeGreaterThan(3)
    const after = await diagnose(cured(document, diagnosis, 'poorInit', 'init'), 40)
    expect(names(after)).not.toContain('exploding')
  })

  it('exploding after sound weights: the learning rate, which a lower one cures', async () => {
    const optimizer = { kind: 'sgd', learningRate: 1e6 } as const
    const document = deep(3, 'relu', { init: 'he' }, { optimizer })
    const diagnosis = await diagnose(document, 40)
    const { cause, evidence, fixes } = finding(diagnosis, 'exploding')
    expect(cause).toBe('learningRate')
    expect(Number.isFinite(evidence.norm)).toBe(true)
    expect(fixes[0]!.id).toBe('lowerLearningRate')
    const after = await diagnose(cured(document, diagnosis, 'exploding', fixes[0]!.id), 40)
    expect(serious(after)).toEqual([])
  })

  it('exploding for the weights, with what they did before numbers overflowed', async () => {
    const optimizer = { kind: 'sgd', learningRate: 0.003 } as const
    const document = deep(4, 'relu', { units: 100, init: 'normal', sigma: 1 }, { optimizer })
    const { cause, evidence } = finding(await diagnose(document, 40), 'exploding')
    expect(cause).toBe('weights')
    expect(Number.isFinite(evidence.norm)).toBe(true)
  })

  it('weights of 0: all units the same', async () => {
    const document = deep(3, 'relu', { init: 'zeros' }, sgd)
    const diagnosis = await diagnose(document)
    expect(finding(diagnosis, 'identicalUnits').nodeIds).toEqual(['dense1', 'dense2', 'dense3'])
    // What follows from it is not held against the network as well.
    expect(serious(diagnosis)).toEqual(['identicalUnits'])
    const after = await diagnose(cured(document, diagnosis, 'identicalUnits', 'init'))
    expect(names(after)).not.toContain('identicalUnits')
  })

  it('weights of deviation 0.01: they fade with depth', async () => {
    const document = deep(5, 'tanh', { init: 'normal', sigma: 0.01 }, sgd)
    const diagnosis = await diagnose(document, 20)
    expect(finding(diagnosis, 'poorInit').evidence.last).toBeLessThan(0.01)
    const after = await diagnose(cured(document, diagnosis, 'poorInit', 'init'), 20)
    expect(serious(after)).toEqual([])
  })

  it('dead ReLU units after a step that is far too long', async () => {
    const document = deep(
      3,
      'relu',
      { init: 'he' },
      { optimizer: { kind: 'sgd', learningRate: 8 }, clipping: { kind: 'value', limit: 1 } },
    )
    const diagnosis = await diagnose(document, 40)
    const { evidence, nodeIds } = finding(diagnosis, 'deadUnits')
    expect(evidence.share).toBeGreaterThan(0.5)
    expect(nodeIds.length).toBeGreaterThan(0)
    const after = await diagnose(cured(document, diagnosis, 'deadUnits', 'lowerLearningRate'), 40)
    expect(names(after)).not.toContain('deadUnits')
  })

  it('saturation: a sigmoid after weights of deviation 1', async () => {
    const diagnosis = await diagnose(deep(3, 'sigmoid', { init: 'normal', sigma: 1 }, sgd), 20)
    expect(finding(diagnosis, 'saturation').nodeIds).toContain('act1')
  })

  it('an input that is not normalised', async () => {
    const document = deep(2, 'relu', { init: 'he' }, sgd, { normalization: 'none' })
    const diagnosis = await diagnose(document)
    expect(finding(diagnosis, 'inputScale').nodeIds).toEqual(['data1'])
    const after = await diagnose(cured(document, diagnosis, 'inputScale', 'standardize'))
    expect(names(after)).not.toContain('inputScale')
  })

  it('overfitting: few examples, learned by heart; dropout keeps it general', async () => {
    const specs = { init: 'he', units: 100 }
    const data = { subset: 'some', examples: 300 }
    const document = deep(2, 'relu', specs, { ...sgd, batchSize: 20 }, data)
    const diagnosis = await diagnose(document, 300)
    expect(names(diagnosis)).toContain('overfitting')
    const after = await diagnose(cured(document, diagnosis, 'overfitting', 'dropout'), 300)
    expect(names(after)).not.toContain('overfitting')
  })

  it('overfitting of a deep network: dropout in every layer leaves it able to learn', async () => {
    const specs = { init: 'he', units: 100 }
    const data = { subset: 'some', examples: 300 }
    const document = deep(6, 'relu', specs, { ...sgd, batchSize: 20, epochs: 40 }, data)
    const [fix] = fixesOf({ rule: 'overfitting', cause: 'tooFewExamples' }, document)
    expect(fix!.id).toBe('dropout')
    const accuracy = await finalAccuracy(fix!.changes.reduce(applyChange, document))
    expect(accuracy).toBeGreaterThan((await finalAccuracy(document)) - 0.02)
  })

  it('dropout of nearly everything in many layers is lowered so far that they pass something on', () => {
    const [fix] = fixesOf({ rule: 'heavyDropout', cause: 'dropout' }, withDropout(0.9))
    const rates = fix!.changes.map(change => change.kind === 'setAttrs' && change.attrs.rate)
    expect(rates).toEqual(Array(6).fill(0.17))
  })

  it.each([1, 2, 3, 10, 400])(
    'dropout in %d layers drops one unit in all, and in none nothing',
    count => {
      const rate = usualDropout(count)
      expect(rate).toBeLessThanOrEqual(0.5)
      if (count > 1) expect(rate * count).toBeCloseTo(1, 1)
    },
  )

  describe('layers without an activation', () => {
    const adam = {
      kind: 'adam',
      learningRate: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    } as const
    /** Three dense layers for points in the plane, with what stands between them. */
    function linear(dataset: string, between: NodeSpec[] = [], optimizer: Optimizer = adam) {
      const data = { dataset, noise: 0.05 }
      const classes = dataset === 'spiral' || dataset === 'clusters' ? 3 : 2
      return documentOf(
        [
          { id: 'data1', kind: 'data', attrs: data },
          { id: 'dense1', kind: 'dense', attrs: { units: 16, init: 'xavier' } },
          ...between,
          { id: 'dense2', kind: 'dense', attrs: { units: 16, init: 'xavier' } },
          { id: 'out', kind: 'dense', attrs: { units: classes, init: 'xavier' } },
          { id: 'loss1', kind: 'loss' },
        ],
        { optimizer, batchSize: 32, epochs: 60 },
      )
    }
    const identity: NodeSpec = { id: 'act', kind: 'activation', attrs: { function: 'identity' } }
    const drop: NodeSpec = { id: 'drop', kind: 'dropout', attrs: { rate: 0.1 } }

    it.each([
      ['spiral', []],
      ['circles', [identity]],
      ['xor', [drop]],
    ])('cannot tell the classes of %s apart; with ReLU they can', async (dataset, between) => {
      const document = linear(dataset, between)
      const diagnosis = await diagnose(document, 600)
      const [first] = diagnosis.findings
      expect(first).toMatchObject({
        rule: 'noActivation',
        severity: 'warning',
        root: null,
        nodeIds: ['dense1', 'dense2'],
        evidence: { layers: 3 },
      })
      expect(describeFinding(first!).brief).toMatch(/3 dense layers.*stays at 0\.\d/)
      expect(await finalAccuracy(document)).toBeLessThan(0.75)
      const after = first!.fixes[0]!.changes.reduce(applyChange, document)
      expect(await finalAccuracy(after)).toBeGreaterThan(0.9)
      expect(serious(await diagnose(after, 600))).toEqual([])
      expect(documentSchema.safeParse(after).success).toBe(true)
    })

    /** The functions of a document's activations after the cure; bypassed ones are in brackets. */
    function curedFunctions(document: GraphDocument): string[] {
      const [fix] = fixesOf({ rule: 'noActivation', cause: 'missingActivation' }, document)
      const { nodes } = fix!.changes.reduce(applyChange, document)
      return nodes
        .filter(({ kind }) => kind === 'activation')
        .map(({ attrs, disabled }) => (disabled ? `(${attrs.function})` : String(attrs.function)))
    }

    it('are cured by an activation that is bypassed, where there is one', () => {
      const tanh = { id: 'act', kind: 'activation', attrs: { function: 'tanh' } } as const
      const document = bypassed(linear('spiral', [drop, tanh]), 'act')
      expect(curedFunctions(document)).toEqual(['tanh', 'relu'])
      expect(curedFunctions(bypassed(linear('spiral', [identity]), 'act'))).toEqual([
        'relu',
        'relu',
      ])
    })

    it('are cured without an activation in front of the loss', () => {
      const { nodes, edges, ...rest } = linear('spiral', [identity])
      const document = {
        ...rest,
        nodes: [...nodes, documentNode('last', 'activation', identity.attrs)],
        edges: [
          ...edges.filter(({ to }) => to.node !== 'loss1'),
          edge('out', 'last'),
          edge('last', 'loss1'),
        ],
      }
      expect(curedFunctions(document)).toEqual(['relu', 'identity', 'relu'])
    })

    it.each([
      ['one bends', linear('spiral', [{ ...identity, attrs: { function: 'tanh' } }]), 600],
      ['they have hardly trained', linear('spiral'), 100],
      ['steps are too short', linear('spiral', [], { kind: 'sgd', learningRate: 1e-5 }), 600],
      ['steps are too long', linear('spiral', [], { ...adam, learningRate: 10 }), 600],
      ['straight boundaries do', linear('clusters'), 600],
    ])('are not to blame where %s', async (_name, document, steps) => {
      expect(names(await diagnose(document, steps))).not.toContain('noActivation')
    })
  })

  it.each(['exploding-linear', 'vanishing-sigmoid', 'dead-relu', 'overfitting-300', 'spiral'])(
    'the form of the example %s is not to blame',
    async name => {
      const text = await readFile(`resources/examples/${name}.gradscope`, 'utf8')
      const document = documentSchema.parse(JSON.parse(text))
      expect(names(await diagnose(document, 400))).not.toContain('noActivation')
    },
  )

  it('a learning rate that blows everything up', async () => {
    const document = deep(
      3,
      'relu',
      { init: 'he' },
      {
        optimizer: { kind: 'sgd', learningRate: 1e6 },
      },
    )
    expect(finding(await diagnose(document), 'diverged').severity).toBe('error')
  })
})

describe('what has one cause', () => {
  const roots = ({ findings }: Diagnosis) =>
    findings.filter(({ root, severity }) => !root && severity !== 'info').map(({ rule }) => rule)

  it('numbers to predict that are not normalised, beside inputs that are not', async () => {
    const document = documentOf(
      [
        { id: 'data1', kind: 'data', attrs: { dataset: 'diabetes', normalization: 'none' } },
        { id: 'dense1', kind: 'dense', attrs: { units: 16 } },
        { id: 'relu1', kind: 'activation' },
        { id: 'out', kind: 'dense', attrs: { units: 1, init: 'xavier' } },
        { id: 'loss1', kind: 'loss', attrs: { function: 'meanSquaredError' } },
      ],
      { optimizer: { kind: 'sgd', learningRate: 0.01 }, epochs: 100 },
    )
    const diagnosis = await diagnose(document, 40)
    expect(roots(diagnosis)).toEqual(['inputScale'])
    expect(names(diagnosis)).toEqual(expect.arrayContaining(['targetScale', 'exploding']))
    const after = await diagnose(cured(document, diagnosis, 'exploding', 'standardize'), 40)
    expect(serious(after)).toEqual([])
  })

  it('weights that overflowed where ReLUs make 0 of what is no number', async () => {
    const document = deep(5, 'relu', { init: 'normal', sigma: 1 }, sgd)
    const diagnosis = await diagnose(document, 20)
    expect(roots(diagnosis)).toEqual(['poorInit'])
    expect(finding(diagnosis, 'poorInit').severity).toBe('error')
    expect(finding(diagnosis, 'diverged').root?.rule).toBe('poorInit')
  })

  it('batches of one example, at a rate that is usual for larger ones', async () => {
    const diagnosis = await diagnose(deep(3, 'relu', {}, { ...sgd, batchSize: 1 }), 40)
    expect(roots(diagnosis)).toEqual(['highLearningRate'])
    expect(finding(diagnosis, 'highLearningRate').cause).toBe('batchSize')
    expect(finding(diagnosis, 'diverged').fixes[0]!.id).toBe('largerBatch')
  })

  it('a penalty, not the rate, where the weights were pulled to 0', async () => {
    const regularization = { l1: 0, l2: 1 }
    const diagnosis = await diagnose(deep(3, 'relu', {}, { ...sgd, regularization }), 160)
    expect(roots(diagnosis)).toEqual(['strongPenalty'])
  })

  it('missing biases are noted, and given back', async () => {
    const without = deep(2, 'relu', { bias: false }, sgd)
    const nodes = without.nodes.map(node =>
      node.id === 'out' ? { ...node, attrs: { ...node.attrs, bias: false } } : node,
    )
    const document = { ...without, nodes }
    const diagnosis = await diagnose(document, 1)
    expect(finding(diagnosis, 'noBias')).toMatchObject({ severity: 'info', root: null })
    const after = await diagnose(cured(document, diagnosis, 'noBias', 'addBias'), 1)
    expect(names(after)).not.toContain('noBias')
  })
})

describe('a healthy network', () => {
  it.each([
    ['4 × 100 with Adam', mnistDocument([100, 100, 100, 100], { ...adam, batchSize: 128 }), 570],
    ['2 × 64 with SGD', mnistDocument([64, 64], { ...sgd, batchSize: 64 }), 400],
  ])('has no finding of weight: %s', async (_name, document, steps) => {
    expect(serious(await diagnose(document, steps))).toEqual([])
  })

  it.each([
    ['ten layers of tanh after Xavier', deep(10, 'tanh', { init: 'xavier' }, sgd)],
    ['dropout of half the units', withDropout(0.5)],
  ])('is not blamed for its start: %s', async (_name, document) => {
    expect(serious(await diagnose(document, 20))).toEqual([])
  })

  it('has none before training either', async () => {
    expect(serious(await diagnose(mnistDocument([100, 100]), 1))).toEqual([])
  })
})

it('trained weights of a run that goes on are not judged as initial ones', async () => {
  const document = deep(5, 'tanh', { init: 'normal', sigma: 0.01 }, sgd)
  const backend = chooseBackend(runtimes, { threads: 1 })
  const opened = await openSession(document, { datasetsDirectory: shippedDatasets, backend })
  if (!opened.ok) throw new Error(opened.failure.message)
  const { session, program } = opened.value
  const frame = new Float64Array(program.telemetry.width)
  session.step(frame)
  const rulesAt = (step: number) => {
    const monitor = new RunMonitor(program.graph, program.telemetry, document.training)
    monitor.observe(Float64Array.of(step, ...frame.slice(1)))
    return monitor.findings().map(({ rule }) => rule)
  }
  expect(rulesAt(1)).toContain('poorInit')
  expect(rulesAt(500)).not.toContain('poorInit')
})

describe('findings', () => {
  it('have words for everything, with no gap left in them', async () => {
    const diagnosis = await diagnose(deep(10, 'sigmoid', { init: 'xavier' }, sgd))
    for (const each of diagnosis.findings) {
      const { title, evidence, cause, lesson } = describeFinding(each)
      for (const text of [title, evidence, cause, lesson]) {
        expect(text).not.toBe('')
        expect(text).not.toMatch(/\{\{|–/)
      }
      for (const { id } of each.fixes) expect(fixTexts[id]).toBeTruthy()
    }
  })

  it('offer no cure for a document that has errors', () => {
    const { nodes, ...rest } = mnistDocument([8])
    const broken = { ...rest, nodes: nodes.filter(({ kind }) => kind !== 'loss') }
    expect(fixesOf({ rule: 'vanishing', cause: 'slopes' }, broken)).toEqual([])
  })
})
