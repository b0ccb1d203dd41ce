import { readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { documentSchema, type GraphDocument } from '../../../src/engine/document/schema'
import { chooseBackend } from '../../../src/engine/node/backends'
import { diagnoseDocument } from '../../../src/engine/node/diagnose-document'
import { runtimes } from '../../support/wasm'

afterAll(() => runtimes.dispose())

const text = readFileSync('resources/examples/spiral.gradscope', 'utf8')
const spiral = documentSchema.parse(JSON.parse(text))

async function smallUpdates(document: GraphDocument): Promise<boolean> {
  const backend = chooseBackend(runtimes, { threads: 1 })
  const result = await diagnoseDocument(document, { datasetsDirectory: '', backend, steps: 1000 })
  if (!result.ok) throw new Error(result.failure.message)
  return result.diagnosis.findings.some(({ rule }) => rule === 'updateTooSmall')
}

it('does not blame a schedule for the low rate that it ends with', async () => {
  expect(spiral.training.schedule.kind).toBe('cosine')
  expect(await smallUpdates(spiral)).toBe(false)
})

it('still finds that a rate is low from the start', async () => {
  const optimizer = { ...spiral.training.optimizer, learningRate: 1e-6 }
  expect(await smallUpdates({ ...spiral, training: { ...spiral.training, optimizer } })).toBe(true)
})
