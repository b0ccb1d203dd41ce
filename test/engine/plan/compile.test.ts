import { describe, expect, it } from 'vitest'
import { compilePlan } from '../../../src/engine/plan/compile'
import { compileProgram } from '../../../src/engine/plan/program'
import type { Plan, Step } from '../../../src/engine/plan/types'
import { buildGraph, classes, type NodeSpec, noPenalty, sgd } from '../../support/networks'

const data: NodeSpec = { id: 'data', kind: 'data' }
const loss: NodeSpec = { id: 'loss', kind: 'loss' }
const dense = (id: string, units: number, from?: string[]): NodeSpec => ({
  id,
  kind: 'dense',
  attrs: { units },
  ...(from && { from }),
})

function compile(specs: readonly NodeSpec[], options = {}): Plan {
  return compilePlan(buildGraph(specs, classes(4, 3)), {
    mode: 'train',
    batch: 8,
    optimizer: sgd,
    regularization: noPenalty,
    clipping: { kind: 'none' },
    telemetry: false,
    retain: false,
    inputGradient: false,
    ...options,
  }).plan
}

/** A step in words, with `+` before outputs that are added to: `relu.backward → +d(a.y)`. */
function written(plan: Plan, steps: readonly Step[]): string[] {
  return steps.map(({ kernel, outputs, accumulate }) => {
    const names = outputs.map((id, i) =>
      id === null ? '–' : `${accumulate[i] ? '+' : ''}${plan.tensors[id]!.name}`,
    )
    return `${kernel} → ${names.join(', ')}`
  })
}

describe('compilePlan', () => {
  it('lowers a chain to forward, backward in reverse order, and one update a parameter', () => {
    const plan = compile([
      data,
      dense('dense1', 5),
      { id: 'relu1', kind: 'activation' },
      dense('dense2', 3),
      loss,
    ])
    expect(written(plan, plan.forward)).toEqual([
      'dense.forward → dense1.y',
      'relu.forward → relu1.y',
      'dense.forward → dense2.y',
      'softmaxCrossEntropy.forward → loss, loss.softmax',
      'correct.forward → correct',
    ])
    expect(written(plan, plan.backward)).toEqual([
      'softmaxCrossEntropy.backward → d(dense2.y)',
      'dense.backward → d(relu1.y), d(dense2.W), d(dense2.b)',
      'relu.backward → d(dense1.y)',
      'dense.backward → –, d(dense1.W), d(dense1.b)',
    ])
    expect(written(plan, plan.update)).toEqual([
      'sgd.update → dense1.W, –',
      'sgd.update → dense1.b, –',
      'sgd.update → dense2.W, –',
      'sgd.update → dense2.b, –',
    ])
  })

  it('has the first writer of a gradient assign and the later ones add, at fan-out', () => {
    const plan = compile([
      data,
      dense('dense1', 3),
      { id: 'a', kind: 'activation', from: ['dense1'] },
      { id: 'b', kind: 'activation', from: ['dense1'], attrs: { function: 'tanh' } },
      { id: 'sum', kind: 'add', from: ['dense1', 'a', 'b'] },
      loss,
    ])
    expect(written(plan, plan.backward)).toEqual([
      'softmaxCrossEntropy.backward → d(sum.y)',
      'add.backward → d(dense1.y), d(a.y), d(b.y)',
      'tanh.backward → +d(dense1.y)',
      'relu.backward → +d(dense1.y)',
      'dense.backward → –, d(dense1.W), d(dense1.b)',
    ])
  })

  it('has one concat add to a gradient and assign another', () => {
    const plan = compile([
      data,
      dense('dense1', 2),
      dense('dense2', 2),
      { id: 'concat1', kind: 'concat', from: ['dense1', 'dense2'] },
      { id: 'concat2', kind: 'concat', from: ['concat1', 'dense1', 'data'] },
      dense('dense3', 3),
      loss,
    ])
    expect(written(plan, plan.backward)).toContain('concat.backward → d(concat1.y), d(dense1.y), –')
    expect(written(plan, plan.backward)).toContain('concat.backward → +d(dense1.y), d(dense2.y)')
    expect(written(plan, plan.backward)).toContain(
      'dense.backward → +d(dense1.y), d(dense2.W), d(dense2.b)',
    )
  })

  it('computes no gradient of the input unless asked to', () => {
    const specs = [data, dense('dense1', 3), loss]
    expect(compile(specs).tensors.map(({ name }) => name)).not.toContain('d(data.y)')
    const plan = compile(specs, { inputGradient: true })
    expect(written(plan, plan.backward).at(-1)).toBe(
      'dense.backward → d(data.y), d(dense1.W), d(dense1.b)',
    )
  })

  it('computes nothing backward for what no parameter feeds', () => {
    const plan = compile(
      [
        data,
        { id: 'tanh1', kind: 'activation', attrs: { function: 'tanh' } },
        { id: 'drop1', kind: 'dropout' },
        dense('dense1', 4),
        { id: 'sum', kind: 'add', from: ['drop1', 'dense1'] },
        dense('dense2', 3),
        loss,
      ],
      { telemetry: true },
    )
    expect(plan.backward.map(({ kernel }) => kernel)).not.toContain('tanh.backward')
    expect(plan.backward.map(({ kernel }) => kernel)).not.toContain('dropout.backward')
    expect(written(plan, plan.backward)).toContain('add.backward → –, d(dense1.y)')
    expect(plan.tensors.map(({ name }) => name)).not.toContain('d(drop1.y)')
  })

  it('has no backward step at all for a network without parameters', () => {
    const plan = compilePlan(
      buildGraph([data, { id: 'tanh1', kind: 'activation' }, loss], classes(3, 3)),
      {
        mode: 'train',
        batch: 2,
        optimizer: sgd,
        regularization: noPenalty,
        clipping: { kind: 'none' },
        telemetry: true,
        retain: false,
        inputGradient: false,
      },
    ).plan
    expect([...plan.backward, ...plan.update]).toEqual([])
  })

  it('has penalty steps only where l1 or l2 is above 0, for weights and not for biases', () => {
    const specs = [
      data,
      dense('dense1', 4),
      { id: 'bn', kind: 'batchNorm' } as const,
      dense('dense2', 3),
      loss,
    ]
    const penalties = (regularization: { l1: number; l2: number }) => {
      const plan = compile(specs, { regularization })
      const steps = [...plan.forward, ...plan.backward]
      return written(
        plan,
        steps.filter(({ kernel }) => kernel.startsWith('penalty.')),
      )
    }
    expect(penalties(noPenalty)).toEqual([])
    const expected = [
      'penalty.forward → penalty',
      'penalty.forward → +penalty',
      'penalty.backward → +d(dense1.W)',
      'penalty.backward → +d(dense2.W)',
    ]
    expect(penalties({ l1: 0.1, l2: 0 })).toEqual(expected)
    expect(penalties({ l1: 0, l2: 0.1 })).toEqual(expected)
  })

  it.each([
    [0, ['zero.backward → d(dense1.b)', 'zero.backward → d(dense2.b)']],
    [0.1, ['zero.backward → d(dense2.b)']],
  ])('writes 0 for biases that batch norm takes away, through dropout of %s', (rate, expected) => {
    const specs: NodeSpec[] = [
      data,
      dense('dense1', 4),
      { id: 'drop1', kind: 'dropout', attrs: { rate } },
      dense('dense2', 4),
      { id: 'bn', kind: 'batchNorm' },
      dense('dense3', 3),
      loss,
    ]
    const plan = compile(specs)
    const zeros = plan.backward.filter(({ kernel }) => kernel === 'zero.backward')
    expect(written(plan, zeros).toSorted()).toEqual(expected)
  })

  it('measures gradients after the penalty has been added to them', () => {
    const plan = compile([data, dense('dense1', 3), loss], {
      telemetry: true,
      regularization: { l1: 0, l2: 0.1 },
    })
    const names = written(plan, plan.backward)
    expect(names.indexOf('penalty.backward → +d(dense1.W)')).toBeLessThan(
      names.indexOf('statistics.gradient → statistics.gradient(dense1.W)'),
    )
  })

  it('evaluates without dropout, without statistics and without backward or update', () => {
    const plan = compile([data, dense('dense1', 3), { id: 'drop1', kind: 'dropout' }, loss], {
      mode: 'evaluate',
      telemetry: true,
    })
    expect(plan.forward.map(({ kernel }) => kernel)).toEqual([
      'dense.forward',
      'identity.forward',
      'softmaxCrossEntropy.forward',
      'correct.forward',
    ])
    expect([...plan.backward, ...plan.update]).toEqual([])
  })

  it('needs less memory with reuse than without, the more so the deeper', () => {
    const deep = [
      data,
      ...Array.from({ length: 30 }, (_, i) => dense(`dense${i}`, 64)),
      dense('out', 3),
      loss,
    ]
    const reused = compile(deep)
    const retained = compile(deep, { retain: true })
    const transient = (plan: Plan) => plan.arenaSize - plan.persistentSize
    expect(transient(reused)).toBeLessThan(transient(retained))
    // Gradients of activations and of weights live for two or three steps each.
    const evaluation = compile(deep, { mode: 'evaluate' })
    expect(transient(evaluation)).toBeLessThan(8 * (4 + 3 * 64 + 3) + 500)
  })

  it('is plain data that survives a message port unchanged', () => {
    const plan = compile([data, dense('dense1', 3), loss], { telemetry: true })
    expect(structuredClone(plan)).toEqual(plan)
  })
})

describe('compileProgram', () => {
  const program = compileProgram(
    buildGraph(
      [data, dense('dense1', 5), { id: 'relu1', kind: 'activation' }, dense('dense2', 3), loss],
      classes(4, 3),
    ),
    { optimizer: sgd, regularization: noPenalty, batchSize: 8 },
  )

  it('lays out telemetry in the order of the graph, parameters before the output they make', () => {
    expect(program.telemetry.rows.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'output data',
      'param dense1.W',
      'param dense1.b',
      'output dense1',
      'output relu1',
      'param dense2.W',
      'param dense2.b',
      'output dense2',
    ])
  })

  it('gives every quantity a column of its own within the frame', () => {
    const columns = program.telemetry.rows.flatMap(row => Object.values(row.columns))
    expect(new Set(columns).size).toBe(columns.length)
    for (const column of columns) expect(column).toBeLessThan(program.telemetry.width)
    const [input] = program.telemetry.rows
    expect(Object.keys(input!.columns)).toEqual(['activation.mean', 'activation.std'])
  })

  it('covers exactly the statistics of the training plan with one slice', () => {
    const { start, length } = program.statistics
    const tensors = program.train.plan.tensors.filter(({ role }) => role === 'statistic')
    const offsets = tensors.flatMap(({ offset, size }) =>
      Array.from({ length: size }, (_, i) => offset + i),
    )
    expect(offsets.toSorted((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => start + i))
  })
})
