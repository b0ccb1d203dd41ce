import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatGradients, type TrainReport } from '../../src/cli/train-report'
import { serializeDocument } from '../../src/engine/document/serialize'
import { decodeSafetensors, encodeSafetensors } from '../../src/engine/node/safetensors'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { type CliSetup, runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { documentOf, mnistDocument } from '../support/documents'

describe('gradscope train', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()

  function train(args: readonly string[], document = mnistDocument([6]), setup: CliSetup = {}) {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(document))
    return runWith(['train', file, ...args], {
      datasetsDirectory,
      workerPath: worker.path,
      now: () => performance.now(),
      ...setup,
    })
  }

  async function report(args: readonly string[], document?: ReturnType<typeof mnistDocument>) {
    const { status, out, error } = await train([...args, '--json'], document)
    expect(error).toBe('')
    expect(status).toBe(0)
    return JSON.parse(out) as TrainReport
  }

  it('gives the same weights for the same seed, and others for another', async () => {
    const args = ['--seed', '1', '--steps', '30', '--set', 'training.batchSize=4']
    const first = await report(args)
    const second = await report(args)
    const other = await report(['--seed', '2', ...args.slice(2)])
    expect(first.weightsHash).toMatch(/^[0-9a-f]{64}$/)
    expect(second.weightsHash).toBe(first.weightsHash)
    expect(other.weightsHash).not.toBe(first.weightsHash)
  })

  it('goes on from the weights of a file, and writes them', async () => {
    const first = join(directory.path, 'first.safetensors')
    const second = join(directory.path, 'second.safetensors')
    const whole = await report(['--steps', '3', '--weights-out', first])
    const decoded = decodeSafetensors(readFileSync(first))
    expect(decoded.ok && decoded.tensors.map(({ name }) => name)).toEqual([
      'dense1.W',
      'dense1.b',
      'dense2.W',
      'dense2.b',
    ])
    // With a learning rate of 0 the weights stay what they were.
    const still = ['--steps', '1', '--set', 'training.optimizer.learningRate=0']
    const again = await report([...still, '--weights-in', first, '--weights-out', second])
    expect(again.weightsHash).toBe(whole.weightsHash)
    expect(readFileSync(second)).toEqual(readFileSync(first))
  })

  it('refuses weights that are NaN or infinite, naming the tensor', async () => {
    const file = join(directory.path, 'diverged.safetensors')
    await report(['--steps', '1', '--weights-out', file])
    const decoded = decodeSafetensors(readFileSync(file))
    if (!decoded.ok) throw new Error(decoded.reason)
    const bias = decoded.tensors.find(({ name }) => name === 'dense1.b')!
    bias.values.set([Number.NaN, 1, Number.NEGATIVE_INFINITY])
    writeFileSync(file, encodeSafetensors(decoded.tensors))
    const { status, out, error } = await train(['--steps', '1', '--weights-in', file])
    expect([status, out, error]).toEqual([
      2,
      '',
      'gradscope: net.gradscope with diverged.safetensors: "dense1.b" has values that are NaN or infinite: 2 of 6.\nUse weights of a run that did not diverge.\n',
    ])
  })

  it('refuses weights of another network, naming the tensor', async () => {
    const file = join(directory.path, 'other.safetensors')
    await report(['--steps', '1', '--weights-out', file])
    const { status, error } = await train(
      ['--steps', '1', '--weights-in', file],
      mnistDocument([7]),
    )
    expect(status).toBe(2)
    expect(error).toContain(
      'with other.safetensors: "dense1.W" is 784×6 in the weights and 784×7 in the network.',
    )
    const missing = await train(['--weights-in', join(directory.path, 'none')])
    expect([missing.status, missing.error]).toEqual([2, expect.stringContaining('no such file')])
    const folder = await train(['--weights-in', directory.path])
    expect(folder.error).toBe(
      `gradscope: ${directory.path}: it is a folder.\nCheck the path of --weights-in.\n`,
    )
  })

  it('refuses a place for the weights before it trains, not after', async () => {
    const { status, out, error } = await train([
      '--weights-out',
      join(directory.path, 'no-such-folder', 'w.safetensors'),
    ])
    expect([status, out]).toEqual([2, ''])
    expect(error).toContain('the weights cannot be written')
    expect(error).not.toContain('epoch 0')
  })

  it('writes what every step measured, a line a step', async () => {
    const file = join(directory.path, 'run.ndjson')
    await report(['--steps', '4', '--telemetry', file])
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    const records = lines.map(line => JSON.parse(line))
    expect(records.map(({ step }) => step)).toEqual([1, 2, 3, 4])
    const { tensors, outputs } = records[0]
    expect(Object.keys(tensors)).toEqual(['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b'])
    expect(tensors['dense1.W'].gradient.rms).toBeGreaterThan(0)
    expect(tensors['dense1.b'].updateRatio).toBeNull()
    expect(outputs.relu1.activation.saturation).toBeGreaterThan(0)
    expect(outputs.data1.gradient).toBeNull()
    const { status, error } = await train(['--telemetry', join(directory.path, 'no', 'where')])
    expect([status, error]).toEqual([2, expect.stringContaining('cannot be written')])
  })

  it('prints one JSON object with what the run came to', async () => {
    const result = await report(['--epochs', '2', '--set', 'training.batchSize=8'])
    expect(result).toMatchObject({
      steps: 10,
      epochs: 2,
      seed: 1,
      stoppedEarly: false,
      milliseconds: expect.any(Number),
    })
    for (const part of ['train', 'validation', 'test'] as const) {
      expect(result.loss[part]).toBeGreaterThan(0)
      expect(result.accuracy[part]).toBeGreaterThanOrEqual(0)
    }
  })

  const stopping = [
    ...['--epochs', '50', '--set', 'training.batchSize=8'],
    ...['--set', 'training.optimizer.learningRate=0.5'],
    ...['--set', 'training.earlyStopping.kind=validationLoss'],
    ...['--set', 'training.earlyStopping.patience=2'],
  ]

  it('stops early at the same epoch with the same weights on any number of threads', async () => {
    const one = await report([...stopping, '--threads', '1'])
    const three = await report([...stopping, '--threads', '3'])
    expect(one.stoppedEarly).toBe(true)
    expect(one.earlyStopping).toMatchObject({ stopped: true, restored: true })
    expect(one.epochs).toBe(one.earlyStopping!.best.epoch + 2)
    expect(three.earlyStopping).toEqual(one.earlyStopping)
    expect(three.weightsHash).toBe(one.weightsHash)
    expect(one.loss.validation).toBe(one.earlyStopping!.best.value)
  })

  it('says at which epoch it stopped and whose weights are left', async () => {
    const { out } = await train(stopping)
    expect(out).toMatch(
      /, stopped early\nbest validation loss \d\S* at epoch (\d+) of \d+; the weights of epoch \1 were restored\n/,
    )
  })

  it('prints losses, accuracies and the gradient of every parameter', async () => {
    const { status, out, error } = await train(['--epochs', '2'])
    expect(status).toBe(0)
    expect(out).toMatch(/^2 steps in \d+\.\d s, seed 1\n/)
    expect(out).toMatch(/\ntest +\d\S* +\d+\.\d %\n/)
    expect(out).toMatch(/\ndense1\.W +784×6 +\d\S* +\d\S* +▇+\n/)
    expect(error.split('\n')[0]).toMatch(/^epoch 0 {2}step 0 {2}validation loss \d/)
  })

  it('draws progress over one line on a terminal, and clears it', async () => {
    const { error } = await train(['--epochs', '3'], undefined, { isTerminal: true })
    expect(error).toContain('\r\u001b[K')
    expect(error).toMatch(/step \d+ \/ 3/)
    expect(error.slice(error.lastIndexOf('\r'))).not.toContain('/ 3')
  })

  it('stops cleanly when interrupted, with the weights of that moment evaluated', async () => {
    const { status, out } = await train(
      ['--epochs', '1000000', '--json'],
      mnistDocument([6], { batchSize: 8 }),
      {
        isTerminal: true,
        onError: (text, interrupt) => {
          if (text.includes('step ')) interrupt()
        },
      },
    )
    const result = JSON.parse(out) as TrainReport
    expect(status).toBe(0)
    expect(result.stoppedEarly).toBe(true)
    expect(result.steps).toBeGreaterThan(0)
    expect(result.loss.test).toBeGreaterThan(0)
  })

  it('exits 1 when training diverges, and names step, tensor and remedy', async () => {
    const wild = ['--set', 'training.optimizer.learningRate=1e12', '--set', 'training.batchSize=4']
    const { status, out, error } = await train([...wild, '--epochs', '50', '--json'])
    expect(status).toBe(1)
    expect(error).toMatch(/training diverged\. At step \d+ the .*"(dense|relu)\d/)
    expect(error).toContain('Lower the learning rate')
    const result = JSON.parse(out) as TrainReport
    expect(result.stoppedEarly).toBe(true)
    expect(result.loss).toEqual({ train: null, validation: null, test: null })
  })

  it('does not put the weights of a divergence into the place of those it began with', async () => {
    const file = join(directory.path, 'weights.safetensors')
    const few = ['--set', 'training.batchSize=4', '--weights-out', file]
    await report(['--steps', '1', ...few])
    const before = readFileSync(file)
    const wild = ['--set', 'training.optimizer.learningRate=1e12', '--epochs', '50']
    const { status, error } = await train([...few, ...wild, '--weights-in', file, '--json'])
    expect(status).toBe(1)
    expect(error).toMatch(
      /weights\.safetensors: the weights are not written: ".*" has values that are NaN or infinite/,
    )
    expect(error).toContain('training diverged')
    expect(readFileSync(file)).toEqual(before)
  })

  it('exits 2 for a graph that cannot be trained, and names node and remedy', async () => {
    const { status, out, error } = await train(
      [],
      documentOf([
        { id: 'data1', kind: 'data' },
        { id: 'fc', kind: 'dense', attrs: { units: 3 } },
        { id: 'loss1', kind: 'loss' },
      ]),
    )
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(error).toBe(
      'gradscope: net.gradscope: Loss "loss1": the network gives 3 outputs, the data set has 10 classes.\n' +
        'Set the units of the last Dense layer to 10.\n',
    )
  })

  it('exits 2 where the data set is missing', async () => {
    const { status, error } = await train([], undefined, { datasetsDirectory: '/nowhere' })
    expect(status).toBe(2)
    expect(error).toContain('mnist-train-images')
    expect(error).not.toContain('    at ')
  })

  it('exits 2 where there is no engine, without a stack trace', async () => {
    const { status, error } = await train([], undefined, { workerPath: '/nowhere/worker.js' })
    expect(status).toBe(2)
    expect(error).toMatch(/^gradscope: /)
    expect(error).not.toContain('    at ')
  })
})

describe('formatGradients', () => {
  const layout = {
    width: 4,
    histogramLength: 0,
    rows: ['a.W', 'b.W'].map((name, i) => ({
      name,
      nodeId: name,
      kind: 'param' as const,
      shape: [2, 3],
      columns: { 'gradient.rms': 2 * i, 'update.ratio': 2 * i + 1 },
    })),
  }

  it('draws a bar over the decades from a tenth of the smallest to the largest', () => {
    const lines = formatGradients(layout, Float64Array.of(1e-6, 1e-4, 1e-1, Number.NaN)).split('\n')
    expect(lines.slice(1).map(line => line.replace(/ +/g, ' '))).toEqual([
      'a.W 2×3 1.00e-6 1.00e-4 ▇▇▇▇',
      `b.W 2×3 0.1 – ${'▇'.repeat(24)}`,
    ])
  })

  it('draws none for gradients that are zero or not finite', () => {
    const text = formatGradients(layout, Float64Array.of(0, 0, Number.NaN, 0))
    expect(text).not.toContain('▇')
    expect(text).toContain('NaN')
  })
})
