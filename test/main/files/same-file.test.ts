import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isSameFile } from '../../../src/main/files/same-file'
import { useTemporaryDirectory } from './temporary-directory'

const directory = useTemporaryDirectory()
const at = (name: string) => join(directory.path, name)

it('two paths are one file where a link leads from one to the other', async () => {
  await writeFile(at('net.gradscope'), 'a')
  await writeFile(at('copy.gradscope'), 'a')
  await symlink(at('net.gradscope'), at('link.gradscope'))
  expect(await isSameFile(at('net.gradscope'), at('link.gradscope'))).toBe(true)
  expect(await isSameFile(at('net.gradscope'), at('copy.gradscope'))).toBe(false)
})

it('a file that is gone is the same only by its name', async () => {
  await writeFile(at('net.gradscope'), 'a')
  expect(await isSameFile(at('gone'), at('gone'))).toBe(true)
  expect(await isSameFile(at('gone'), at('lost'))).toBe(false)
  expect(await isSameFile(at('gone'), at('net.gradscope'))).toBe(false)
})
