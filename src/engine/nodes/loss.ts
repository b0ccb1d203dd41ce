import { choice } from './attrs'
import { defineNode, shapeOk, sizeOf, step } from './define-node'
import { plural } from './plural'

const functions = [
  {
    value: 'softmaxCrossEntropy',
    title: 'Softmax cross-entropy',
    help: 'For classes: softmax over the inputs, then −ln of the true class. Starts near ln C.',
  },
  {
    value: 'binaryCrossEntropy',
    title: 'Binary cross-entropy',
    help: 'Sigmoid and cross-entropy for every output by itself, averaged.',
  },
  {
    value: 'meanSquaredError',
    title: 'Mean squared error',
    help: 'Squared difference to the target, averaged over all elements.',
  },
] as const

export const loss = defineNode({
  kind: 'loss',
  title: 'Loss',
  category: 'end',
  summary: 'Compares the prediction with the target. Every network ends here.',
  formula: 'J = \\frac{1}{m} \\sum_i L(y_i, t_i)',
  hasOutput: false,
  attrs: {
    function: choice({
      title: 'Function',
      help: 'What is minimised. Its input are raw scores (logits): put no softmax or sigmoid before it.',
      options: functions,
      default: 'softmaxCrossEntropy',
    }),
  },
  subtitle: attrs => functions.find(f => f.value === attrs.function)?.title ?? '',
  shape: ([x = []], attrs, data) => {
    const takesNumbers = attrs.function === 'meanSquaredError'
    const needsClasses = attrs.function === 'softmaxCrossEntropy'
    if ((data.regression && !takesNumbers) || (data.classes === null && needsClasses)) {
      return {
        ok: false,
        reason: 'the data set has numbers to predict, not classes',
        remedy: 'Choose mean squared error.',
      }
    }
    const expected = data.classes ?? data.targetFeatures
    const outputs = sizeOf(x)
    const targets = data.classes === null ? plural(expected, 'target value') : 'classes'
    return outputs === expected
      ? shapeOk(x)
      : {
          ok: false,
          reason: `the network gives ${outputs} ${plural(outputs, 'output')}, the data set has ${expected} ${targets}`,
          remedy: `Set the units of the last Dense layer to ${expected}.`,
        }
  },
  residuals: ([x = []], attrs) =>
    attrs.function === 'softmaxCrossEntropy' ? { softmax: { shape: x, batched: true } } : {},
  forward: (t, attrs) => [
    step(
      `${attrs.function}.forward`,
      [t.x[0]!, t.target],
      attrs.function === 'softmaxCrossEntropy' ? [t.loss, t.residual('softmax')] : [t.loss],
    ),
    ...(t.correct === null
      ? []
      : [step('correct.forward', [t.x[0]!, t.target], [t.correct], { loss: attrs.function })]),
  ],
  backward: (t, attrs) => [
    attrs.function === 'softmaxCrossEntropy'
      ? step('softmaxCrossEntropy.backward', [t.residual('softmax'), t.target], [t.dx[0]!])
      : step(`${attrs.function}.backward`, [t.x[0]!, t.target], [t.dx[0]!]),
  ],
})
