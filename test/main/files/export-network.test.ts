import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { weightParts } from '../../../src/engine/export/weights'
import { analyze } from '../../../src/engine/graph/analyze'
import { decodeSafetensors } from '../../../src/engine/node/safetensors'
import { exportNetworkFile } from '../../../src/main/files/export-network'
import { koreanSentences } from '../../../src/renderer/i18n/engine.ko'
import { requests } from '../../../src/shared/ipc/contract'
import { mnistDocument } from '../../support/documents'
import { readOnnx } from '../../support/onnx-reader'
import { useTemporaryDirectory } from './temporary-directory'

describe('exporting a network from the window', () => {
  const directory = useTemporaryDirectory()
  const small = mnistDocument([6])
  const weights = (document: GraphDocument = small) =>
    weightParts(analyze(document).graph!, null, 7).map(({ tensor: { name, shape, values } }) => ({
      name,
      shape: [...shape],
      values: values as Float32Array<ArrayBuffer>,
    }))

  function run(
    request: Partial<Parameters<typeof exportNetworkFile>[0]>,
    answer: (offered: string) => string | undefined = offered => offered,
  ) {
    return exportNetworkFile(
      { to: 'pytorch', text: serializeDocument(small), name: 'a/b', weights: null, ...request },
      {
        dialogs: { chooseExport: async offered => answer(offered) },
        directory: directory.path,
        version: '1.2.3',
      },
    )
  }

  it('offers a safe name and writes a program with weights beside it', async () => {
    expect(await run({ weights: weights() })).toEqual({ kind: 'saved', name: 'a-b.py' })
    expect(readdirSync(directory.path)).toEqual(['a-b.py', 'a-b.weights.safetensors'])
    const text = readFileSync(join(directory.path, 'a-b.py'), 'utf8')
    expect(text).toContain('exported from Gradscope 1.2.3')
    expect(text).toContain("with_name('a-b.weights.safetensors')")
    const decoded = decodeSafetensors(readFileSync(join(directory.path, 'a-b.weights.safetensors')))
    expect(decoded.ok && decoded.tensors[0]!.shape).toEqual([6, 784])
  })

  it('names the weights after the place that was chosen', async () => {
    const chosen = () => join(directory.path, 'model')
    expect(await run({ to: 'keras', weights: weights() }, chosen)).toMatchObject({
      kind: 'saved',
      name: 'model.py',
    })
    expect(readdirSync(directory.path)).toEqual(['model.py', 'model.weights.safetensors'])
  })

  it('writes a model that holds its weights', async () => {
    expect(await run({ to: 'onnx', weights: weights() })).toMatchObject({ name: 'a-b.onnx' })
    const { initializers } = readOnnx(readFileSync(join(directory.path, 'a-b.onnx')))
    expect([...initializers.get('dense1.b')!.values]).toEqual(Array(6).fill(0))
    expect(initializers.get('dense1.W')!.values[0]).toBe(weights()[0]!.values[0])
  })

  it('writes nothing when the dialog is given up, or where it cannot', async () => {
    expect(await run({}, () => undefined)).toEqual({ kind: 'cancelled' })
    const nowhere = join(directory.path, 'missing', 'x.py')
    expect((await run({}, () => nowhere)).kind).toBe('failed')
    expect(readdirSync(directory.path)).toEqual([])
  })

  it('says what it cannot export, in sentences that are there in Korean', async () => {
    const known = koreanSentences.map(([english]) => english)
    const wide = serializeDocument(mnistDocument([30_000, 30_000]))
    expect(await run({ to: 'onnx', text: wide })).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('an ONNX file holds at most'),
    })
    expect(known).toContain('The weights take {{name}}; an ONNX file holds at most {{key}}.')
    const other = await run({ weights: weights(mnistDocument([7])) })
    expect(other).toMatchObject({ kind: 'failed' })
    expect(existsSync(join(directory.path, 'a-b.py'))).toBe(false)
  })

  it('takes no path, and weights only as float32', () => {
    const { request } = requests['export.network']
    const parse = (more: object) =>
      request.safeParse({ to: 'onnx', text: 'x', name: 'x', weights: null, ...more }).success
    expect(parse({})).toBe(true)
    expect(parse({ weights: weights() })).toBe(true)
    expect(parse({ path: '/etc/passwd' })).toBe(false)
    expect(parse({ to: 'exe' })).toBe(false)
    expect(parse({ weights: [{ name: 'a', shape: [1], values: [1] }] })).toBe(false)
  })
})
