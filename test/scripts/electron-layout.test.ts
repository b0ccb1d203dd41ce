import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { executableName, releaseDirectory } from '../../scripts/runtime/electron-layout.mjs'

test.each(['linux', 'darwin', 'win32'] as const)(
  'a release of %s is found by its executable',
  platform => {
    const release = resolve('/opt/electron')
    expect(releaseDirectory(resolve(release, executableName(platform)), platform)).toBe(release)
  },
)
