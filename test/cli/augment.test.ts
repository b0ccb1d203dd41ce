import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { shippedDatasets } from '../support/datasets'
import { mnistDocument } from '../support/documents'

const directory = useTemporaryDirectory()
const worker = useBuiltWorker()

async function train(...args: string[]): Promise<TrainReport> {
  const file = join(directory.path, 'net.gradscope')
  writeFileSync(file, serializeDocument(mnistDocument([16])))
  const { out, error } = await runWith(['train', file, '--steps', '12', '--json', ...args], {
    datasetsDirectory: shippedDatasets,
    workerPath: worker.path,
    now: () => performance.now(),
  })
  expect(error).toBe('')
  return JSON.parse(out) as TrainReport
}

it('augmentation changes what is trained on, alike for any number of threads', {
  timeout: 60_000,
}, async () => {
  const set = (field: string) => ['--set', `nodes.data1.${field}`]
  const on = [...set('augment=true'), ...set('flip=true'), ...set('pixelNoise=0.1')]
  const plain = await train('--threads', '1')
  const first = await train('--threads', '1', ...on)
  expect(first.weightsHash).not.toBe(plain.weightsHash)
  for (const threads of ['1', '2', '4']) {
    expect((await train('--threads', threads, ...on)).weightsHash).toBe(first.weightsHash)
  }
  // Its fields say nothing while it is off.
  const off = await train('--threads', '1', ...set('shift=5'), ...set('augment=false'))
  expect(off.weightsHash).toBe(plain.weightsHash)
})
