import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExportReport } from '../../src/cli/commands/export'
import type { GraphDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { exportTargetNames } from '../../src/engine/export/target'
import { weightParts } from '../../src/engine/export/weights'
import { analyze } from '../../src/engine/graph/analyze'
import { decodeSafetensors, encodeSafetensors } from '../../src/engine/node/safetensors'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { runWith } from '../support/cli'
import { documentOf, mnistDocument } from '../support/documents'
import { readOnnx } from '../support/onnx-reader'

describe('gradscope export', () => {
  const directory = useTemporaryDirectory()
  const at = (name: string) => join(directory.path, name)
  const small = mnistDocument([6])

  beforeEach(() => writeFileSync(at('net.gradscope'), serializeDocument(small)))

  const run = (...args: string[]) => runWith(['export', at('net.gradscope'), ...args])

  async function report(...args: string[]): Promise<ExportReport> {
    const { status, out, error } = await run(...args, '--json')
    expect([status, error]).toEqual([0, ''])
    return JSON.parse(out) as ExportReport
  }

  async function failure(...args: string[]): Promise<string> {
    const before = readdirSync(directory.path)
    const { status, out, error } = await run(...args)
    expect([status, out]).toEqual([2, ''])
    expect(error).not.toContain('    at ')
    expect(error.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    expect(readdirSync(directory.path)).toEqual(before)
    return error
  }

  function writeWeights(name: string, document: GraphDocument = small): string {
    const { graph } = analyze(document)
    const tensors = weightParts(graph!, null, 7).map(({ tensor }) => tensor)
    writeFileSync(at(name), encodeSafetensors(tensors))
    return at(name)
  }

  it('writes a PyTorch program that draws its own weights', async () => {
    const { status, out, error } = await run('--to', 'pytorch', '--out', at('model.py'))
    expect([status, error]).toEqual([0, ''])
    expect(out).toBe(
      `wrote ${at('model.py')}\nPyTorch, 4,780 parameters, no weights: the program draws its own\n`,
    )
    const text = readFileSync(at('model.py'), 'utf8')
    expect(text).toContain('class Test(nn.Module):')
    expect(text).toContain('self.dense1 = nn.Linear(784, 6)')
    expect(text).not.toContain('load_weights')
  })

  it('names the file after the graph where a folder is given', async () => {
    mkdirSync(at('out'))
    for (const to of exportTargetNames) {
      const { files } = await report('--to', to, '--out', at('out'))
      expect(files).toEqual([join(at('out'), to === 'onnx' ? 'net.onnx' : 'net.py')])
    }
    expect(readdirSync(at('out'))).toEqual(['net.onnx', 'net.py'])
  })

  it('writes given weights beside a program, as PyTorch lays them out', async () => {
    const given = writeWeights('trained.safetensors')
    const result = await report('--to', 'pytorch', '--out', at('m.py'), '--weights-in', given)
    expect(result).toEqual({
      to: 'pytorch',
      files: [at('m.py'), at('m.weights.safetensors')],
      parameters: 784 * 6 + 6 + 6 * 10 + 10,
      weights: 'given',
    })
    expect(readFileSync(at('m.py'), 'utf8')).toContain("with_name('m.weights.safetensors')")
    const read = (path: string) => {
      const decoded = decodeSafetensors(readFileSync(path))
      if (!decoded.ok) throw new Error(decoded.reason)
      return decoded.tensors
    }
    const [W, b] = read(given)
    const [weight, bias] = read(at('m.weights.safetensors'))
    expect([weight!.name, weight!.shape]).toEqual(['dense1.weight', [6, 784]])
    expect([bias!.name, bias!.values]).toEqual(['dense1.bias', b!.values])
    // W is [784, 6], the weight [6, 784].
    expect(weight!.values[2 * 784 + 100]).toBe(W!.values[100 * 6 + 2])
  })

  it('writes the weights of the seed, or those given, into an ONNX model', async () => {
    const tensor = (path: string) => [
      ...readOnnx(readFileSync(path)).initializers.get('dense1.W')!.values.slice(0, 4),
    ]
    const drawn = (seed: number) => [
      ...weightParts(analyze(small).graph!, null, seed)[0]!.tensor.values.slice(0, 4),
    ]
    const first = await report('--to', 'onnx', '--out', at('a.onnx'))
    expect(first.weights).toBe('initial')
    expect(tensor(at('a.onnx'))).toEqual(drawn(small.training.seed))
    await report('--to', 'onnx', '--out', at('a.onnx'), '--seed', '5')
    expect(tensor(at('a.onnx'))).toEqual(drawn(5))
    const given = writeWeights('w.safetensors')
    await report('--to', 'onnx', '--out', at('a.onnx'), '--weights-in', given)
    expect(tensor(at('a.onnx'))).toEqual(drawn(7))
  })

  it('takes --set into account', async () => {
    await report('--to', 'keras', '--out', at('k.py'), '--set', 'nodes.dense1.units=9')
    expect(readFileSync(at('k.py'), 'utf8')).toContain('layers.Dense(9,')
  })

  it('names the three formats where another is asked for', async () => {
    const { status, out, error } = await run('--to', 'tensorflow', '--out', at('x.py'))
    expect([status, out]).toEqual([2, ''])
    expect(error).toContain('Allowed choices are pytorch, keras, onnx.')
    for (const args of [
      ['--to', 'onnx'],
      ['--out', at('x')],
    ]) {
      expect((await run(...args)).status).toBe(2)
    }
  })

  it('says where it cannot write', async () => {
    const nowhere = at('no-such-folder/net.py')
    expect(await failure('--to', 'pytorch', '--out', nowhere)).toBe(
      `gradscope: ${nowhere}: the export cannot be written: there is no such folder.\nChoose another place for --out.\n`,
    )
    expect(await failure('--to', 'onnx', '--out', at('net.gradscope/x.onnx'))).toContain(
      'its folder is a file',
    )
  })

  it('never writes over the graph or the weights it is made from', async () => {
    const graph = readFileSync(at('net.gradscope'))
    expect(await failure('--to', 'onnx', '--out', at('net.gradscope'))).toContain('written over')
    expect(readFileSync(at('net.gradscope'))).toEqual(graph)
    const given = writeWeights('net.weights.safetensors')
    const weights = readFileSync(given)
    const error = await failure('--to', 'keras', '--out', at('net.py'), '--weights-in', given)
    expect(error).toContain(`${basename(given)}: the export would be written over`)
    expect(readFileSync(given)).toEqual(weights)
  })

  it('refuses weights of another network, naming tensor and shapes', async () => {
    const given = writeWeights('other.safetensors', mnistDocument([7]))
    for (const to of exportTargetNames) {
      expect(await failure('--to', to, '--out', at('x'), '--weights-in', given)).toBe(
        'gradscope: net.gradscope with other.safetensors: "dense1.W" is 784×7 in the weights and 784×6 in the network.\nUse weights that were saved from this network.\n',
      )
    }
    const deeper = writeWeights('deeper.safetensors', mnistDocument([6, 6]))
    expect(await failure('--to', 'onnx', '--out', at('x'), '--weights-in', deeper)).toContain(
      'dense3',
    )
    expect(await failure('--to', 'onnx', '--out', at('x'), '--weights-in', at('no'))).toContain(
      'there is no such file',
    )
  })

  it('refuses weights that are NaN or infinite, naming the tensor', async () => {
    const { graph } = analyze(small)
    const tensors = weightParts(graph!, null, 7).map(({ tensor }) => tensor)
    tensors[0]!.values[5] = Number.POSITIVE_INFINITY
    writeFileSync(at('diverged.safetensors'), encodeSafetensors(tensors))
    for (const to of exportTargetNames) {
      const error = await failure(
        '--to',
        to,
        '--out',
        at('x'),
        '--weights-in',
        at('diverged.safetensors'),
      )
      expect(error).toBe(
        'gradscope: net.gradscope with diverged.safetensors: "dense1.W" has values that are NaN or infinite: 1 of 4,704.\nUse weights of a run that did not diverge.\n',
      )
    }
  })

  it('refuses what cannot be trained, in the words of the graph', async () => {
    const loose = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'dense1', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss1', kind: 'loss' },
    ])
    writeFileSync(at('net.gradscope'), serializeDocument(loose))
    expect(await failure('--to', 'pytorch', '--out', at('x.py'))).toContain(
      'net.gradscope: Loss "loss1": the network gives 3 outputs',
    )
  })

  it('refuses an ONNX model beyond what a file holds before anything is drawn', async () => {
    const wide = mnistDocument([30_000, 30_000])
    writeFileSync(at('net.gradscope'), serializeDocument(wide))
    expect(await failure('--to', 'onnx', '--out', at('x.onnx'))).toContain(
      'The weights take 3.7 GB; an ONNX file holds at most 2.1 GB.',
    )
    const { parameters } = await report('--to', 'pytorch', '--out', at('x.py'))
    expect(parameters).toBeGreaterThan(9e8)
  })
})
