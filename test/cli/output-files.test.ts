import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { serializeDocument } from '../../src/engine/document/serialize'
import { decodeSafetensors } from '../../src/engine/node/safetensors'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { mnistDocument } from '../support/documents'

/** A device that is always full. */
const full = '/dev/full'
const trainOutputs = ['--weights-out', '--checkpoint-out', '--telemetry', '--report']

describe('files that the command line writes', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()
  const at = (name: string) => join(directory.path, name)
  const graph = serializeDocument(mnistDocument([6]))

  beforeEach(() => {
    writeFileSync(at('net.gradscope'), graph)
    mkdirSync(at('folder'))
  })

  function run(command: string, ...args: string[]) {
    return runWith([command, at('net.gradscope'), ...args], {
      datasetsDirectory,
      workerPath: worker.path,
      now: () => performance.now(),
    })
  }

  const train = (...args: string[]) => run('train', '--steps', '3', ...args)

  describe.each([
    ...trainOutputs.map(option => ['train', option, ['--steps', '3']] as const),
    ['sweep', '--out', ['--trials', '1', '--steps', '1']],
    ['export', '--out', ['--to', 'onnx']],
  ] as const)('%s %s', (command, option, more) => {
    // A folder takes an export.
    it.each([
      ...(command === 'export' ? [] : [['folder', 'it is a folder'] as const]),
      ['none/file', 'there is no such folder'],
      ['net.gradscope/file', 'its folder is a file'],
      ['n'.repeat(300), 'its name is too long'],
    ] as const)('refuses %s before anything is done', async (name, reason) => {
      const { status, out, error } = await run(command, ...more, option, at(name))
      expect([status, out]).toEqual([2, ''])
      expect(error).toMatch(/^gradscope: .* cannot be written: .*\n.*\n$/)
      expect(error).toContain(`${at(name)}: `)
      expect(error).toContain(`${reason}.\nChoose another place for ${option}.\n`)
    })

    it('refuses an empty name', async () => {
      const { status, out, error } = await run(command, ...more, option, '')
      expect([status, out]).toEqual([2, ''])
      expect(error).toMatch(/^gradscope: --.* cannot be written: the name is empty\.\n/)
    })

    it('never writes over the graph', async () => {
      symlinkSync(at('net.gradscope'), at('link'))
      for (const name of ['net.gradscope', 'link']) {
        const { status, out, error } = await run(command, ...more, option, at(name))
        expect([status, out]).toEqual([2, ''])
        expect(error).toContain('would be written over the graph file')
        expect(readFileSync(at('net.gradscope'), 'utf8')).toBe(graph)
      }
    })
  })

  it('never puts two things into one file', async () => {
    const { status, error } = await train('--report', at('a'), '--weights-out', at('folder/../a'))
    expect(status).toBe(2)
    expect(error).toContain('the report would be written over the weights')
    expect(existsSync(at('a'))).toBe(false)
  })

  it('replaces weights that a run starts from by those it comes to, not by anything else', async () => {
    const weights = at('w.safetensors')
    expect((await train('--weights-out', weights)).status).toBe(0)
    const refused = await train('--weights-in', weights, '--telemetry', weights)
    expect(refused.error).toContain('would be written over the weights it starts from')
    expect(decodeSafetensors(readFileSync(weights)).ok).toBe(true)
    expect((await train('--weights-in', weights, '--weights-out', weights)).status).toBe(0)
  })

  it('are written through links, with the permissions that they had', async () => {
    writeFileSync(at('real'), 'old', { mode: 0o600 })
    symlinkSync(at('real'), at('link'))
    expect((await train('--weights-out', at('link'))).status).toBe(0)
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(statSync(at('real')).mode & 0o777).toBe(0o600)
    expect(decodeSafetensors(readFileSync(at('real'))).ok).toBe(true)
  })

  it('are written through links that lead nowhere yet', async () => {
    symlinkSync('folder/new', at('link'))
    const { error } = await train('--report', at('link'), '--weights-out', at('folder/new'))
    expect(error).toContain('the report would be written over the weights')
    expect((await train('--weights-out', at('link'))).status).toBe(0)
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(decodeSafetensors(readFileSync(at('folder/new'))).ok).toBe(true)
    symlinkSync('none/new', at('lost'))
    expect((await train('--weights-out', at('lost'))).error).toContain('there is no such folder')
  })

  it('stay what they were where there is nothing to train', async () => {
    writeFileSync(at('run.ndjson'), 'old')
    const { status } = await train('--telemetry', at('run.ndjson'), '--set', 'nodes.dense2.units=7')
    expect(status).toBe(2)
    expect(readFileSync(at('run.ndjson'), 'utf8')).toBe('old')
  })

  describe.skipIf(!existsSync(full))('on a full disk', () => {
    it.each(trainOutputs)('%s fails, and all else is written', async option => {
      const others = trainOutputs.filter(other => other !== option)
      const paths = others.map(other => at(`out${other}`))
      const { status, out, error } = await train(
        ...[option, full],
        ...others.flatMap((other, i) => [other, paths[i]!]),
        '--json',
      )
      expect(status).toBe(2)
      expect(JSON.parse(out).steps).toBeGreaterThan(0)
      expect(error).toMatch(/^gradscope: \/dev\/full: .* the disk is full\.\nMake room, or .*\n$/)
      for (const path of paths) expect(statSync(path).size).toBeGreaterThan(0)
      expect(statSync(full).isCharacterDevice()).toBe(true)
      expect(readdirSync(directory.path).filter(name => name.endsWith('.tmp'))).toEqual([])
    })

    it.each([
      ['sweep', ['--trials', '1', '--steps', '1', '--out', full]],
      ['export', ['--to', 'pytorch', '--out', full]],
    ])('%s says so', async (command, args) => {
      const { status, error } = await run(command, ...args)
      expect(status).toBe(2)
      expect(error).toMatch(/^gradscope: .* the disk is full\.\nMake room, or .*\n$/)
    })
  })
})
