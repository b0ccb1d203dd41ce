import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { bypassed, documentOf, mnistDocument } from '../support/documents'

const directory = useTemporaryDirectory()
const datasetsDirectory = useTinyMnist()

function write(content: string | Uint8Array, name = 'net.gradscope'): string {
  const file = join(directory.path, name)
  writeFileSync(file, content)
  return file
}

const sound = serializeDocument(mnistDocument([6]))

describe('usage', () => {
  it.each([
    [[]],
    [['fly', 'x.gradscope']],
    [['train']],
    [['inspect', 'a.gradscope', 'b.gradscope']],
    [['train', 'x.gradscope', '--epochs', '0']],
    [['train', 'x.gradscope', '--epochs', '1.5']],
    [['train', 'x.gradscope', '--steps', 'many']],
    [['train', 'x.gradscope', '--seed', '-1']],
    [['train', 'x.gradscope', '--seed', '4294967296']],
    [['train', 'x.gradscope', '--seed']],
    [['check', 'x.gradscope', '--fast']],
  ])('%j is a usage error: status 2, said on stderr', async args => {
    const { status, out, error } = await runWith(args)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(error.length).toBeGreaterThan(0)
    expect(error).not.toContain('    at ')
    expect(error).not.toMatch(/^error:/m)
  })

  it.each([
    [['train', 'x', '--epoch', '2'], "unknown option '--epoch' (did you mean --epochs?)"],
    [['trian', 'x'], "unknown command 'trian' (did you mean train?)"],
    [['train', 'x', '--steps'], "option '--steps <number>' argument missing"],
  ])(
    '%j names the option that may have been meant, and where they are listed',
    async (args, text) => {
      const { error } = await runWith(args)
      expect(error).toBe(`gradscope: ${text}\nAdd --help for the list of commands and options.\n`)
    },
  )

  it.each([[['--help']], [['train', '--help']], [['help', 'check']]])(
    '%j prints help and is no error',
    async args => {
      const { status, out, error } = await runWith(args)
      expect(status).toBe(0)
      expect(out).toContain('Usage: gradscope')
      expect(error).toBe('')
    },
  )

  it('help names the commands', async () => {
    const { out } = await runWith(['--help'])
    for (const command of ['train', 'check', 'inspect']) expect(out).toContain(command)
  })
})

describe('the file', () => {
  async function failure(file: string, command = 'inspect'): Promise<string> {
    const { status, out, error } = await runWith([command, file], { datasetsDirectory })
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(error.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    expect(error).toMatch(/^gradscope: /)
    return error
  }

  it.each(['train', 'check', 'inspect'])('%s names a file that is not there', async command => {
    const file = join(directory.path, 'gone.gradscope')
    expect(await failure(file, command)).toBe(
      `gradscope: ${file}: there is no such file.\nCheck the path.\n`,
    )
  })

  it('names a folder in place of a file', async () => {
    const folder = join(directory.path, 'folder.gradscope')
    mkdirSync(folder)
    expect(await failure(folder)).toContain('it is a folder')
  })

  it('says of JSON that is none, and of other files, that they are not ours', async () => {
    expect(await failure(write('{"format": "gradscope", '))).toContain(
      'net.gradscope is not a Gradscope file: not JSON',
    )
    expect(await failure(write('{}'))).toContain('is not a Gradscope file')
    expect(await failure(write(new Uint8Array(100)))).toContain('is not a Gradscope file')
    expect(await failure(write(''))).toContain('is not a Gradscope file')
  })

  it('names the version of a file that is too new', async () => {
    expect(await failure(write('{"format":"gradscope","version":99}'))).toBe(
      'gradscope: net.gradscope has format version 99; this Gradscope reads up to 1.\nUpdate Gradscope.\n',
    )
  })

  it('names the place of a field that is wrong, and how many more there are', async () => {
    const broken = sound.replace('"units": 6', '"units": -6').replace('"epochs": 5', '"epochs": 0')
    expect(await failure(write(broken))).toMatch(
      /^gradscope: net\.gradscope: nodes\[1\]\.attrs\.units: .*\(and 1 more\)\n/,
    )
  })

  it('says of text in another encoding that it is no UTF-8', async () => {
    for (const encoding of ['utf16le', 'latin1'] as const) {
      const text = Buffer.from(sound.replace('"test"', '"ÿæ"'), encoding)
      expect(await failure(write(text))).toMatch(/net\.gradscope: it is no UTF-8 text\.\n/)
    }
  })

  it.skipIf(!existsSync('/dev/zero'))('reads no more than a file may have', async () => {
    expect(await failure('/dev/zero')).toContain('it has no end; at most 20,000,000 bytes are read')
  })

  it('asks for a name where none is given', async () => {
    expect(await failure('')).toContain('The name of the graph file is empty.')
  })

  it('names line and column of JSON that is broken', async () => {
    expect(await failure(write(sound.replace('"epochs": 5,', '"epochs": 5')))).toMatch(
      /not JSON: line \d+, column 16: a comma or } is missing\.\n/,
    )
  })

  it('refuses a file beyond the limit without reading it', async () => {
    expect(await failure(write(new Uint8Array(20_000_001)))).toContain('20,000,001 bytes')
  })

  it('reads a file with a byte order mark', async () => {
    expect((await runWith(['inspect', write(`\ufeff${sound}`)])).status).toBe(0)
  })
})

describe('--set', () => {
  it('says of a node that it is bypassed, and leaves it out', async () => {
    const file = write(serializeDocument(bypassed(mnistDocument([8]), 'relu1')))
    const { status, out } = await runWith(['inspect', file, '--plan'])
    expect(status).toBe(0)
    expect(out).toMatch(/relu1 +Activation \(bypassed\) +64×8 +0/)
    expect(out).not.toContain('relu.forward')
  })

  it('changes fields, several of them, in order', async () => {
    const { status, out } = await runWith([
      'inspect',
      write(sound),
      '--set',
      'nodes.dense1.units=100',
      '--set',
      'training.batchSize=32',
      '--set',
      'nodes.dense1.units=20',
      '--json',
    ])
    expect(status).toBe(0)
    const report = JSON.parse(out) as { batchSize: number; nodes: { shape: number[] }[] }
    expect(report.batchSize).toBe(32)
    expect(report.nodes[1]!.shape).toEqual([20])
  })

  it('changes the optimizer, whose other fields take their defaults', async () => {
    const { status } = await runWith([
      'inspect',
      write(sound),
      '--set',
      'training.optimizer.kind=adam',
      '--set',
      'training.optimizer.beta1=0.8',
    ])
    expect(status).toBe(0)
  })

  it.each([
    ['nodes.dense1.units=0', 'nodes[1].attrs.units'],
    ['nodes.dense1.units=ten', 'nodes[1].attrs.units'],
    ['nodes.relu1.function=step', 'nodes[2].attrs.function'],
    ['training.epochs=1e999', 'training.epochs'],
    ['training.optimizer.learningRate=NaN', 'training.optimizer.learningRate'],
    ['training.optimizer.beta1=0.5', 'there is no "beta1"'],
  ])('refuses %s by the schema', async (assignment, place) => {
    const { status, error } = await runWith(['inspect', write(sound), '--set', assignment])
    expect(status).toBe(2)
    expect(error).toContain(`--set ${assignment}: `)
    expect(error).toContain(place)
  })
})

describe('inspect', () => {
  it('prints nodes, shapes, parameter counts and memory', async () => {
    const { status, out, error } = await runWith(['inspect', write(sound)])
    expect([status, error]).toEqual([0, ''])
    expect(out.split('\n').map(line => line.replace(/ +/g, ' '))).toEqual([
      'node kind output parameters',
      'data1 Data set 64×784 0',
      'dense1 Dense 64×6 4,710',
      'relu1 Activation 64×6 0',
      'dense2 Dense 64×10 70',
      'loss1 Loss 64×10 0',
      '',
      expect.stringMatching(/^4,780 parameters, \d\S* [KM]B of memory to train$/),
      '',
    ])
  })

  it('prints the name of a node beside the id that paths have', async () => {
    const document = mnistDocument([6])
    document.nodes[2]!.label = 'gate'
    const { out } = await runWith(['inspect', write(serializeDocument(document))])
    expect(out).toMatch(/^relu1 \(gate\) +Activation/m)
    expect(out).toMatch(/^dense1 +Dense/m)
  })

  it('prints the plan', async () => {
    const { out } = await runWith(['inspect', write(sound), '--plan'])
    expect(out).toContain('plan train, batch ≤ 64')
    expect(out).toMatch(/relu\.backward +–, relu1\.y, d\(relu1\.y\) → d\(dense1\.y\)/)
  })

  it('prints one JSON object, with the plan where asked for', async () => {
    const { out } = await runWith(['inspect', write(sound), '--json', '--plan'])
    const report = JSON.parse(out) as Record<string, unknown>
    expect(report).toMatchObject({ name: 'test', batchSize: 64, parameters: 4780, problems: [] })
    expect(report.nodes).toContainEqual(
      expect.objectContaining({ id: 'dense1', kind: 'dense', shape: [6], parameters: 4710 }),
    )
    expect(report.plan).toMatchObject({ mode: 'train', batch: 64 })
    expect(report.memoryBytes).toBeGreaterThan(4780 * 2 * 8)
  })

  it('prints what it can of a graph with errors, and exits 2', async () => {
    const broken = documentOf([
      { id: 'data1', kind: 'data' },
      { id: 'fc', kind: 'dense', attrs: { units: 3 } },
      { id: 'loss1', kind: 'loss' },
    ])
    const file = write(serializeDocument(broken))
    const { status, out, error } = await runWith(['inspect', file])
    expect(status).toBe(2)
    expect(out).toMatch(/loss1 +Loss +\? +0/)
    expect(error).toBe(
      'gradscope: net.gradscope: error: Loss "loss1": the network gives 3 outputs, the data set has 10 classes. Set the units of the last Dense layer to 10.\n',
    )
    const json = await runWith(['inspect', file, '--json', '--plan'])
    expect(JSON.parse(json.out)).toMatchObject({ memoryBytes: null, plan: null })
  })

  it('prints the size of a network that no memory holds', async () => {
    const file = write(serializeDocument(mnistDocument([60_000, 30_000])))
    const { status, out } = await runWith(['inspect', file])
    expect(status).toBe(0)
    expect(out).toMatch(/1,847,\d{3},\d{3} parameters, \d+\.\d GB/)
  })
})

describe('check', () => {
  it('prints every parameter and that all gradients agree', async () => {
    const { status, out, error } = await runWith(['check', write(sound)], { datasetsDirectory })
    expect([status, error]).toEqual([0, ''])
    for (const name of ['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b']) {
      expect(out).toMatch(new RegExp(`^${name} .* ok$`, 'm'))
    }
    expect(out).toContain('All 4 gradients agree with central differences to 1e-6.')
  })

  it('prints one JSON object', async () => {
    const { status, out } = await runWith(['check', write(sound), '--json', '--seed', '9'], {
      datasetsDirectory,
    })
    expect(status).toBe(0)
    const report = JSON.parse(out) as { tensors: { relativeError: number }[] }
    expect(report).toMatchObject({ seed: 9, rows: 16, threshold: 1e-6, passed: true })
    expect(report.tensors).toHaveLength(4)
    for (const { relativeError } of report.tensors) expect(relativeError).toBeLessThanOrEqual(1e-6)
  })

  const builtWorker = join(import.meta.dirname, '../../out/main/engine-worker.js')

  it.each(['wasm', 'reference'])('checks again after training on %s', async backend => {
    const args = ['check', write(sound), '--steps', '3', '--backend', backend]
    const setup = { datasetsDirectory, workerPath: builtWorker }
    const { status, out } = await runWith([...args, '--json'], setup)
    expect(status).toBe(0)
    const report = JSON.parse(out) as { loss: number; trained: { loss: number; tensors: object[] } }
    expect(report).toMatchObject({ passed: true, trained: { steps: 3, passed: true, rows: 16 } })
    expect(report.trained.tensors).toHaveLength(4)
    expect(report.trained.loss).toBeLessThan(report.loss)
    const { out: text } = await runWith(args, setup)
    expect(text).toMatch(/^at the initial weights\n[\s\S]*after 3 training steps\n/)
    expect(text.match(/All 4 gradients agree/g)).toHaveLength(2)
  })

  it('says where kernels to train with are missing, and what to do', async () => {
    const { status, error } = await runWith(['check', write(sound), '--steps', '3'], {
      datasetsDirectory,
    })
    expect(status).toBe(2)
    expect(error).toMatch(/^gradscope: The compiled kernels cannot be loaded: .*\n.*reference\.\n$/)
  })

  it('says so where training diverges before the second check', async () => {
    const args = ['check', write(sound), '--steps', '50', '--backend', 'reference']
    const { status, error } = await runWith(
      [
        ...args,
        '--set',
        'training.optimizer.learningRate=1e12',
        '--set',
        'nodes.loss1.function=meanSquaredError',
      ],
      { datasetsDirectory },
    )
    expect(status).toBe(2)
    expect(error).toContain('Training diverged before the second check. At step ')
  })

  it('says of a tensor that lies at a kink throughout that it was not checked', async () => {
    const args = ['check', write(sound), '--set', 'nodes.dense1.init=zeros']
    const { status, out } = await runWith(args, { datasetsDirectory })
    expect(status).toBe(0)
    expect(out).toMatch(/^dense1\.W .*40 at a kink +not checked$/m)
    expect(out).toContain('2 of 4 gradients agree')
  })

  it('exits 1 where the loss is not finite', async () => {
    const dense = (id: string, units: number) =>
      ({ id, kind: 'dense', attrs: { units, init: 'normal', sigma: 100 } }) as const
    const deep = documentOf([
      { id: 'data1', kind: 'data' },
      ...Array.from({ length: 160 }, (_, i) => dense(`dense${i}`, 3)),
      dense('out', 10),
      { id: 'loss1', kind: 'loss' },
    ])
    const { status, out } = await runWith(['check', write(serializeDocument(deep))], {
      datasetsDirectory,
    })
    expect(status).toBe(1)
    expect(out).toMatch(/The loss is (NaN|Infinity): nothing can be compared\./)
  })

  it('names the tensor it is at on a terminal, and clears the line', async () => {
    const { error } = await runWith(['check', write(sound)], {
      datasetsDirectory,
      isTerminal: true,
    })
    expect(error).toContain('checking dense1.W (1 of 4)')
    expect(error.endsWith('\r\u001b[K')).toBe(true)
  })

  it('exits 2 for a graph that cannot be trained, and for data that is missing', async () => {
    const graph = await runWith(['check', write(serializeDocument(documentOf([])))], {
      datasetsDirectory,
    })
    expect(graph.status).toBe(2)
    expect(graph.error).toContain('The network has no data set.')
    const data = await runWith(['check', write(sound)])
    expect(data.status).toBe(2)
    expect(data.error).toContain('mnist-train-images')
  })
})

describe('--set', () => {
  it('takes one assignment each time, so that the file may follow it', async () => {
    const file = write(sound)
    const args = ['inspect', '--set', 'nodes.dense1.units=3', '--set', 'training.seed=7', file]
    const { status, out } = await runWith([...args, '--json'], { datasetsDirectory })
    expect(status).toBe(0)
    const { nodes } = JSON.parse(out)
    expect(nodes.find((node: { id: string }) => node.id === 'dense1').attrs.units).toBe(3)
  })
})

it('takes epochs or steps, not both', async () => {
  const args = ['train', write(sound), '--epochs', '1', '--steps', '3']
  const { status, error } = await runWith(args, { datasetsDirectory })
  expect(status).toBe(2)
  expect(error).toContain("'--steps <number>' cannot be used with option '--epochs <number>'")
})
