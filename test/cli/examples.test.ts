import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import { parseDocument } from '../../src/engine/document/parse'
import { analyze } from '../../src/engine/graph/analyze'
import { strings } from '../../src/renderer/i18n/strings/index'
import { inOrder } from '../../src/renderer/start/example'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { shippedDatasets } from '../support/datasets'

const examples = join(import.meta.dirname, '../../resources/examples')
const ids = readdirSync(examples).map(file => basename(file, '.gradscope'))
const fileOf = (id: string) => join(examples, `${id}.gradscope`)

describe('the examples', () => {
  it.each(ids)('%s can be trained as it is, and is told about in words', id => {
    const parsed = parseDocument(readFileSync(fileOf(id), 'utf8'))
    if (parsed.kind !== 'ok') throw new Error(parsed.kind)
    expect(parsed.document.name).toBe(id)
    expect(analyze(parsed.document).problems).toEqual([])
    expect(strings).toHaveProperty([`example.${id}.title`])
    expect(strings).toHaveProperty([`example.${id}.summary`])
  })
})

it('come with a first run first, and all that are not placed at the end', () => {
  const given = ['another', ...ids].map(id => ({ id, title: id, document: null }))
  const ordered = inOrder(given).map(({ id }) => id)
  expect(ordered[0]).toBe('mnist-relu')
  expect(ordered.at(-1)).toBe('another')
  expect(ordered.toSorted()).toEqual(['another', ...ids].toSorted())
})

describe('what an example shows', { timeout: 60_000 }, () => {
  const worker = useBuiltWorker()

  async function train(id: string, ...args: string[]) {
    const { out } = await runWith(['train', fileOf(id), ...args, '--json'], {
      datasetsDirectory: shippedDatasets,
      workerPath: worker.path,
      now: () => performance.now(),
    })
    const report = JSON.parse(out) as TrainReport
    return { ...report, found: report.findings.map(({ rule }) => rule) }
  }

  it('spiral: two small layers tell the arms apart', async () => {
    const { accuracy } = await train('spiral')
    expect(accuracy.train).toBeGreaterThan(0.98)
    expect(accuracy.test).toBeGreaterThan(0.95)
  })

  it('overfitting-300: all training examples right, the test at least 15 points lower', async () => {
    const { accuracy, found } = await train('overfitting-300')
    expect(accuracy.train).toBeGreaterThan(0.99)
    expect(accuracy.train! - accuracy.test!).toBeGreaterThan(0.15)
    expect(found).toContain('overfitting')
  })

  it('exploding-linear: the gradient explodes, though the run goes on', async () => {
    const { found, stoppedEarly } = await train('exploding-linear')
    expect(found).toContain('exploding')
    expect(stoppedEarly).toBe(false)
  })

  it('dead-relu: units die and the network learns next to nothing', async () => {
    const { accuracy, found } = await train('dead-relu')
    expect(found).toContain('deadUnits')
    expect(accuracy.test).toBeLessThan(0.4)
  })
})
