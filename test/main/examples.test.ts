import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listExamples, readExample } from '../../src/main/examples'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gradscope-examples-'))
  await writeFile(join(directory, 'b-net.gradscope'), 'B')
  await writeFile(join(directory, 'a-net.gradscope'), 'A')
  await writeFile(join(directory, 'Not An Id.gradscope'), 'X')
  await writeFile(join(directory, 'README.md'), 'X')
})
afterEach(() => rm(directory, { recursive: true }))

it('lists the examples by id with their text', async () => {
  expect(await listExamples(directory)).toEqual([
    { id: 'a-net', text: 'A' },
    { id: 'b-net', text: 'B' },
  ])
})

it('lists nothing where the folder is missing', async () => {
  expect(await listExamples(join(directory, 'none'))).toEqual([])
})

it('reads one by its id, and nothing by a path', async () => {
  expect(await readExample(directory, 'a-net')).toEqual({ id: 'a-net', text: 'A' })
  await expect(readExample(directory, '../a-net')).rejects.toThrow('not the id of an example')
})
