import { defineNode, shapeOk, sizeOf, step } from './define-node'

const manyInputs = [{ name: 'x', many: true }] as const

export const add = defineNode({
  kind: 'add',
  title: 'Add',
  category: 'join',
  summary: 'Sums branches of equal shape. A skip connection gives the gradient a short way back.',
  formula: 'y = \\sum_i x_i',
  inputs: manyInputs,
  attrs: {},
  subtitle: () => 'sum of inputs',
  shape: inputs => {
    const [first = [], ...rest] = inputs
    const other = rest.find(shape => shape.join() !== first.join())
    return other === undefined
      ? shapeOk(first)
      : {
          ok: false,
          reason: `inputs have different sizes: ${first.join('×')} and ${other.join('×')}`,
          remedy: 'Give both branches the same number of units, or use Concat.',
        }
  },
  batchSum: () => 'linear',
  forward: t => [step('add.forward', t.x, [t.y])],
  backward: t => [step('add.backward', [t.dy], t.dx)],
})

export const concat = defineNode({
  kind: 'concat',
  title: 'Concat',
  category: 'join',
  summary: 'Puts the features of several branches side by side, in the order connected.',
  formula: 'y = [x_1, x_2, \\ldots]',
  inputs: manyInputs,
  attrs: {},
  subtitle: () => 'features side by side',
  shape: inputs => shapeOk([inputs.reduce((sum, shape) => sum + sizeOf(shape), 0)]),
  batchSum: () => 'linear',
  forward: t => [step('concat.forward', t.x, [t.y])],
  backward: t => [
    step('concat.backward', [t.dy], t.dx, { widths: t.inputShapes.map(sizeOf).join(',') }),
  ],
})
