import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encode } from 'fast-png'
import i18next from 'i18next'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DataAttrs } from '../../../src/engine/data/catalog'
import { readOwn } from '../../../src/engine/node/own/read-own'
import '../../../src/renderer/i18n/index'
import { engineText } from '../../../src/renderer/i18n/engine-text'
import { useTemporaryDirectory } from '../../main/files/temporary-directory'

beforeAll(async () => void (await i18next.changeLanguage('ko')))
afterAll(async () => void (await i18next.changeLanguage('en')))

const directory = useTemporaryDirectory()

async function expectKorean(attrs: DataAttrs): Promise<void> {
  const result = await readOwn(attrs)
  if (result.ok) throw new Error('it was read')
  for (const text of [result.message, result.remedy]) {
    // Names, columns and cells stand in quotes; nothing else is left in English.
    const said = engineText(text).replaceAll(/“[^”]*”|"[^"]*"/g, '')
    expect(said, text).toMatch(/\p{Script=Hangul}/u)
    expect(said, text).not.toMatch(/\b(?!CSV|TSV|PNG|IDX|CP|EUC|UTF|KR|GB|MB)[A-Za-z]{3,}/)
  }
}

const many = Array.from({ length: 1001 }, (_, i) => `n${i},${i % 2}`).join('\n')

it.each<[string, DataAttrs]>([
  ['', {}],
  ['a,y\n', {}],
  ['a,y\n1,p\n,q\n', {}],
  ['a,y\n,p\n,q\n', { missing: 'drop' }],
  ['a,y\n1,p\n2\n', {}],
  ['a,y\n1,p\n2,q,3\n', {}],
  ['a,y\n1,p\n2,p\n', {}],
  ['a,y\n1,p\n2,q\nx,p\n', {}],
  ['a,y\n1,2.5\n2,x\n3,4\n', {}],
  ['a,y\n1e39,p\n2,q\n', {}],
  ['a,y\n1,"p\n2,q\n', {}],
  ['y\np\nq\n', {}],
  ['a,y\n1,p\n2,q\n', { target: 'z' }],
  ['a,y\n1,p\n2,q\n', { target: 'y', ignored: 'y' }],
  ['a,y\n1,p\n2,q\n', { task: 'regression' }],
  [`a,y\n${many}`, {}],
  ['a,y\n\xff\xff\n', { encoding: 'utf-8' }],
])('what is wrong in a table is said in Korean: %j %j', async (content, attrs) => {
  const path = join(directory.path, 't.csv')
  writeFileSync(path, content, 'latin1')
  await expectKorean({ dataset: 'ownTable', path, ...attrs })
})

it('and what is wrong with files and images', async () => {
  const at = (name: string) => join(directory.path, name)
  await expectKorean({ dataset: 'ownTable', path: at('gone.csv') })
  await expectKorean({ dataset: 'ownTable', path: directory.path })
  await expectKorean({ dataset: 'ownTable', path: '' })
  await expectKorean({ dataset: 'ownTable', path: 't.csv' })
  const idx = Buffer.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7)
  for (const bytes of [
    idx,
    idx.subarray(0, 9),
    idx.subarray(0, -1),
    Buffer.of(1),
    gzipSync(idx).subarray(0, 15),
  ]) {
    writeFileSync(at('x-images'), bytes)
    await expectKorean({ dataset: 'ownIdx', path: at('x-images') })
    writeFileSync(at('labels'), Buffer.of(0, 0, 8, 1, 0, 0, 0, 1, 7))
    await expectKorean({ dataset: 'ownIdx', path: at('x-images'), labels: at('labels') })
  }
  const folder = { dataset: 'ownFolder', path: at('images') }
  mkdirSync(at('images/a'), { recursive: true })
  await expectKorean(folder)
  mkdirSync(at('images/b'))
  await expectKorean(folder)
  const png = (width: number, channels: 1 | 3) =>
    encode({ width, height: 1, channels, data: new Uint8Array(width * channels) })
  writeFileSync(at('images/a/1.png'), png(2, 1))
  for (const bytes of [
    png(3, 1),
    png(2, 3),
    Buffer.of(1),
    Buffer.from(png(2, 1)).fill(0, 45, 50),
  ]) {
    writeFileSync(at('images/b/1.png'), bytes)
    await expectKorean(folder)
  }
})
