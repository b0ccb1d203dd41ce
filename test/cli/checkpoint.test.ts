import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import type { GraphDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { decodeCheckpoint } from '../../src/engine/node/checkpoint-file'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { type CliSetup, runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { documentOf } from '../support/documents'

const document = documentOf(
  [
    { id: 'data1', kind: 'data' },
    { id: 'dense1', kind: 'dense', attrs: { units: 6 } },
    { id: 'bn1', kind: 'batchNorm' },
    { id: 'drop1', kind: 'dropout' },
    { id: 'dense2', kind: 'dense', attrs: { units: 10 } },
    { id: 'loss1', kind: 'loss' },
  ],
  { batchSize: 8, epochs: 8 },
)

describe('checkpoints of gradscope train', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()
  const checkpoint = () => join(directory.path, 'run.safetensors')

  function train(args: readonly string[], graph: GraphDocument = document, setup: CliSetup = {}) {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(graph))
    return runWith(['train', file, '--json', ...args], {
      datasetsDirectory,
      workerPath: worker.path,
      now: () => performance.now(),
      ...setup,
    })
  }

  async function report(args: readonly string[], graph?: GraphDocument, setup?: CliSetup) {
    const { status, out, error } = await train(args, graph, setup)
    expect(error).toBe('')
    expect(status).toBe(0)
    return JSON.parse(out) as TrainReport
  }

  it.each(['wasm', 'reference'])(
    '%s: a resumed run ends with the weights of an unbroken one',
    async backend => {
      const common = ['--backend', backend, '--set', 'training.optimizer.kind=adam']
      const unbroken = await report(common)
      await report([...common, '--steps', '13', '--checkpoint-out', checkpoint()])
      const resumed = await report([...common, '--resume', checkpoint(), '--threads', '2'])
      expect(resumed.weightsHash).toBe(unbroken.weightsHash)
      expect(resumed.loss).toEqual(unbroken.loss)
      expect(resumed.steps).toBe(40)
    },
  )

  it('a run that was interrupted leaves a checkpoint, and ends as if it had not been', async () => {
    const long = { ...document, training: { ...document.training, epochs: 100_000 } }
    const interrupted = train(['--checkpoint-out', checkpoint()], long, {
      onInterrupt: interrupt => {
        setTimeout(interrupt, 500)
        return () => {}
      },
    })
    const first = JSON.parse((await interrupted).out) as TrainReport
    expect(first.stoppedEarly).toBe(true)
    const file = decodeCheckpoint(readFileSync(checkpoint()))
    expect(file).toMatchObject({ about: { step: first.steps } })
    const end = ['--steps', String(first.steps + 9)]
    const resumed = await report([...end, '--resume', checkpoint()], long)
    expect(resumed.weightsHash).toBe((await report(end, long)).weightsHash)
  })

  it('a finished run goes on where more epochs are asked for', async () => {
    await report(['--checkpoint-out', checkpoint()])
    const more = await report(['--epochs', '10', '--resume', checkpoint()])
    expect(more.weightsHash).toBe((await report(['--epochs', '10'])).weightsHash)
    const { status, error } = await train(['--resume', checkpoint()])
    expect(status).toBe(2)
    expect(error).toContain('The checkpoint is of step 40, and the run ends after 40.')
  })

  it('refuses what it cannot go on from, and a place it cannot write to', async () => {
    await report(['--steps', '3', '--checkpoint-out', checkpoint()])
    const refused = async (args: readonly string[], says: string) => {
      const { status, error } = await train(args)
      expect([status, error]).toEqual([2, expect.stringContaining(says)])
    }
    await refused(['--seed', '5', '--resume', checkpoint()], 'is of another graph, or of other')
    await refused(['--backend', 'reference', '--resume', checkpoint()], 'the other backend')
    await refused(['--resume', join(directory.path, 'none')], 'no such file')
    await refused(
      ['--resume', directory.path],
      `${directory.path}: it is a folder.\nCheck the path`,
    )
    await refused(['--checkpoint-out', join(directory.path, 'no', 'x')], 'cannot be written')
    writeFileSync(checkpoint(), 'nonsense')
    await refused(['--resume', checkpoint()], 'is not a .safetensors file')
  })
})
