import { expect, it } from 'vitest'
import { printPlan } from '../../../src/engine/plan/print'
import { buildGraph, classes, openNetwork } from '../../support/networks'

it('printPlan shows every tensor with its place and every step with what it reads and writes', () => {
  const graph = buildGraph(
    [
      { id: 'data1', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 4 } },
      { id: 'drop1', kind: 'dropout', attrs: { rate: 0.25 } },
      { id: 'sum1', kind: 'add', from: ['drop1', 'dense1'] },
      { id: 'dense2', kind: 'dense', attrs: { units: 3, bias: false } },
      { id: 'loss1', kind: 'loss' },
    ],
    classes(5, 3),
  )
  const { program } = openNetwork(graph, {
    rows: 2,
    retain: false,
    regularization: { l1: 0, l2: 0.5 },
  })
  expect(printPlan(program.train.plan)).toMatchSnapshot('training')
  expect(printPlan(program.evaluate.plan)).toMatchSnapshot('evaluation')
})
