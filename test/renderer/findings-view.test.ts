import i18next from 'i18next'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type CauseId,
  type Finding,
  type RuleId,
  ruleIds,
} from '../../src/engine/diagnosis/finding'
import { fixesOf, fixIds } from '../../src/engine/diagnosis/fixes'
import type { RunSummary } from '../../src/engine/diagnosis/run-summary'
import { ruleTexts } from '../../src/engine/diagnosis/texts'
import { applyChange } from '../../src/engine/document/change'
import { nodeRect, overlaps } from '../../src/renderer/canvas/geometry'
import { compareFindings, compareRows } from '../../src/renderer/findings/compare-rows'
import { describeChanges } from '../../src/renderer/findings/describe-changes'
import { withPlaces } from '../../src/renderer/findings/place-nodes'
import { logPlace } from '../../src/renderer/xray/depth-rows'
import { bypassed, documentOf, mnistDocument } from '../support/documents'

afterAll(async () => void (await i18next.changeLanguage('en')))

const sigmoids = documentOf([
  { id: 'data1', kind: 'data', attrs: { normalization: 'none' } },
  ...[1, 2, 3, 4].flatMap(i => [
    { id: `dense${i}`, kind: 'dense' as const, attrs: { units: 8, init: 'zeros' } },
    { id: `act${i}`, kind: 'activation' as const, attrs: { function: 'sigmoid' } },
  ]),
  { id: 'dense5', kind: 'dense', attrs: { units: 10, init: 'xavier' } },
  { id: 'loss1', kind: 'loss' },
])

/** Everything that can be too much or too little. */
const overdone = documentOf(
  [
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 8, bias: false } },
    { id: 'drop1', kind: 'dropout', attrs: { rate: 0.9 } },
    { id: 'dense2', kind: 'dense', attrs: { units: 10, bias: false } },
    { id: 'softmax1', kind: 'activation', attrs: { function: 'softmax' } },
    { id: 'loss1', kind: 'loss' },
  ],
  {
    optimizer: { kind: 'momentum', learningRate: 0.01, momentum: 0.999, nesterov: false },
    clipping: { kind: 'norm', limit: 1e-4 },
    regularization: { l1: 0.1, l2: 1 },
    batchSize: 2,
  },
)
const squared = documentOf([
  ...overdone.nodes.slice(0, 5).map(({ id, kind, attrs }) => ({ id, kind, attrs })),
  { id: 'loss1', kind: 'loss', attrs: { function: 'meanSquaredError' } },
])

const changesOf = (rule: RuleId, id: string, document = sigmoids) =>
  fixesOf({ rule, cause: 'slopes' }, document).find(fix => fix.id === id)!.changes

describe('what a fix would change', () => {
  it('puts alike changes of several nodes into one line', () => {
    expect(describeChanges(sigmoids, changesOf('identicalUnits', 'init'))).toEqual([
      {
        subject: 'dense1, dense2, dense3 and 1 more',
        detail: 'Weight initialisation: Zeros → Xavier',
      },
    ])
  })

  it('says what is inserted and where', () => {
    expect(describeChanges(sigmoids, changesOf('vanishing', 'batchNorm'))).toEqual([
      { subject: 'Insert Batch norm', detail: 'after dense1, dense2, dense3 and 1 more' },
    ])
  })

  it('says which nodes take part again', () => {
    const document = bypassed(sigmoids, 'act1', 'act2', 'act3', 'act4')
    expect(
      describeChanges(document, changesOf('noActivation', 'addActivations', document)),
    ).toEqual([{ subject: 'act1, act2, act3 and 1 more', detail: 'switched on' }])
  })

  it('says which setting of the training becomes what', async () => {
    expect(describeChanges(sigmoids, changesOf('oscillating', 'lowerLearningRate'))).toEqual([
      { subject: 'Training', detail: 'Learning rate: 0.1 → 0.01' },
    ])
    await i18next.changeLanguage('ko')
    expect(describeChanges(sigmoids, changesOf('oscillating', 'clipNorm'))).toContainEqual({
      subject: '학습 설정',
      detail: '기울기 클리핑: 없음 → 전체 노름 기준',
    })
    await i18next.changeLanguage('en')
  })

  it('is never empty for a fix that is offered', () => {
    const offered = new Set<string>()
    for (const document of [sigmoids, mnistDocument([8, 8, 8]), overdone, squared]) {
      for (const rule of ruleIds) {
        for (const cause of Object.keys(ruleTexts[rule].causes) as CauseId[]) {
          for (const { id, changes } of fixesOf({ rule, cause }, document)) {
            offered.add(id)
            expect(describeChanges(document, changes).length, id).toBeGreaterThan(0)
          }
        }
      }
    }
    expect([...offered].toSorted()).toEqual([...fixIds].toSorted())
  })
})

const finding = (rule: RuleId, over = false): Finding => ({
  rule,
  severity: 'error',
  cause: 'unknown',
  nodeIds: [],
  firstStep: 1,
  step: 2,
  evidence: {},
  over,
  root: null,
})
const summary = (changes: Partial<RunSummary>): RunSummary => ({
  step: 10,
  trainLoss: 2,
  trainAccuracy: 0.2,
  evaluations: { test: { step: 10, loss: 2, accuracy: 0.2 } },
  firstGradient: 1e-6,
  lastGradient: 1e-2,
  factorPerLayer: 0.2,
  findings: [],
  ...changes,
})

describe('the places of new nodes', () => {
  const area = { width: 960, height: 540 }

  it('overlap with no node, and are part of the same edit', async () => {
    const changes = await withPlaces(sigmoids, changesOf('vanishing', 'batchNorm'), area)
    const { nodes } = changes.reduce(applyChange, sigmoids)
    expect(nodes).toHaveLength(sigmoids.nodes.length + 4)
    const rects = nodes.map(nodeRect)
    rects.forEach((rect, i) => {
      for (const other of rects.slice(i + 1)) expect(overlaps(rect, other)).toBe(false)
    })
  })

  it('are left alone where there are none', async () => {
    const changes = changesOf('identicalUnits', 'init')
    expect(await withPlaces(sigmoids, changes, area)).toBe(changes)
  })
})

describe('the comparison of two runs', () => {
  it('tells better from worse, and says nothing where it cannot', () => {
    const after = summary({
      trainLoss: 1,
      trainAccuracy: 0.1,
      firstGradient: 1e-3,
      factorPerLayer: 0.9,
      evaluations: {},
    })
    const better = compareRows(summary({}), after).map(row => [row.measure, row.better])
    expect(better).toEqual([
      ['trainLoss', true],
      ['trainAccuracy', false],
      ['testAccuracy', null],
      ['firstGradient', null],
      ['lastGradient', null],
      ['factorPerLayer', true],
    ])
  })

  it('leaves out what neither run has, as the accuracy of a regression', () => {
    const none = summary({ trainAccuracy: Number.NaN, evaluations: {} })
    const measures = compareRows(none, none).map(({ measure }) => measure)
    expect(measures).not.toContain('trainAccuracy')
    expect(measures).not.toContain('testAccuracy')
  })

  it('a gradient that now grows from layer to layer is not better than one that faded', () => {
    const rows = compareRows(summary({ factorPerLayer: 0.5 }), summary({ factorPerLayer: 9 }))
    expect(rows.find(({ measure }) => measure === 'factorPerLayer')?.better).toBe(false)
  })

  it('counts findings as gone, staying and new; those that are over count as gone', () => {
    const before = summary({
      findings: [finding('vanishing'), finding('inputScale'), finding('saturation', true)],
    })
    const after = summary({
      findings: [finding('inputScale'), finding('vanishing', true), finding('overfitting')],
    })
    const { gone, stays, added } = compareFindings(before, after)
    const rules = (list: readonly Finding[]) => list.map(({ rule }) => rule)
    expect([rules(gone), rules(stays), rules(added)]).toEqual([
      ['vanishing'],
      ['inputScale'],
      ['overfitting'],
    ])
  })
})

it('places of values are by their logarithm; what is not above 0 is at the start', () => {
  const all = [1e-4, 1e-2, 1, 0, Number.NaN]
  expect(all.map(value => logPlace(value, all))).toEqual([0, 0.5, 1, 0, 0])
  expect(logPlace(0.9, [0.9, 1])).toBeGreaterThan(0.9)
})
