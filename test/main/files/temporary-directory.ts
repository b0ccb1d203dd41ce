import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** A folder of its own for every test of a file. */
export function useTemporaryDirectory(): { readonly path: string } {
  const directory = { path: '' }
  beforeEach(async () => {
    directory.path = await mkdtemp(join(tmpdir(), 'gradscope-test-'))
  })
  afterEach(() => rm(directory.path, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}
