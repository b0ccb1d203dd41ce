import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { IntegrityError, verifyIntegrity } from '../../scripts/runtime/integrity.mjs'

// printf hello | openssl dgst -sha512 -binary | base64 -w0
const HELLO =
  'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gradscope-integrity-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it('accepts the file that was pinned', async () => {
  await writeFile(join(directory, 'a'), 'hello')
  await expect(verifyIntegrity(join(directory, 'a'), HELLO)).resolves.toBeUndefined()
})

it('refuses a file that differs in one byte', async () => {
  await writeFile(join(directory, 'a'), 'hellp')
  await expect(verifyIntegrity(join(directory, 'a'), HELLO)).rejects.toThrow(IntegrityError)
})
