import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openRecentFiles } from '../../../src/main/files/recent-files'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const at = (name: string) => join(directory.path, name)

function open(onChange = vi.fn()) {
  return openRecentFiles({ path: at('recent.json'), log: { warn: vi.fn() }, onChange })
}

const paths = (recent: Awaited<ReturnType<typeof open>>) => recent.list().map(({ path }) => path)

it('keeps the last ten, each once, the newest first, over a restart', async () => {
  const recent = await open()
  for (let i = 0; i < 12; i++) recent.add(at(`${i}`))
  recent.add(at('7'))
  const expected = [7, 11, 10, 9, 8, 6, 5, 4, 3, 2].map(i => at(`${i}`))
  expect(paths(recent)).toEqual(expected)
  await recent.settled()
  expect(paths(await open())).toEqual(expected)
})

it('tells of changes only', async () => {
  const onChange = vi.fn()
  const recent = await open(onChange)
  recent.add(at('a'))
  recent.add(at('a'))
  recent.remove('unknown')
  expect(onChange).toHaveBeenCalledOnce()
  recent.clear()
  expect(paths(recent)).toEqual([])
  expect(onChange).toHaveBeenCalledTimes(2)
})

it('names files by ids that stay, and knows which are missing', async () => {
  const recent = await open()
  await writeFile(at('there'), '')
  recent.add(at('there'))
  recent.add(at('gone'))
  const [gone, there] = recent.list()
  expect(await Promise.all([recent.isMissing(gone!), recent.isMissing(there!)])).toEqual([
    true,
    false,
  ])
  recent.remove(gone!.id)
  expect(recent.find(there!.id)).toEqual({ id: there!.id, path: at('there') })
  expect(recent.find(gone!.id)).toBeUndefined()
})

it('reads nonsense as an empty list', async () => {
  await writeFile(at('recent.json'), '{"a": [1]}')
  expect(paths(await open())).toEqual([])
})
