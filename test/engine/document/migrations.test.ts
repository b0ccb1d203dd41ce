import { describe, expect, it } from 'vitest'
import { type Migration, migrate, migrations } from '../../../src/engine/document/migrations'
import { formatVersion } from '../../../src/engine/document/schema'

const list: readonly Migration[] = [
  { from: 1, migrate: file => ({ ...file, title: file.name }) },
  { from: 2, migrate: ({ name: _, ...file }) => ({ ...file, tags: [] }) },
]

describe('migrate', () => {
  it('applies every migration from the version of the file on, in order', () => {
    const file = { version: 1, name: 'x' }
    expect(migrate(file, 1, list, 3)).toEqual({ version: 3, title: 'x', tags: [] })
    expect(migrate({ version: 2, title: 'x' }, 2, list, 3)).toEqual({
      version: 3,
      title: 'x',
      tags: [],
    })
    expect(file).toEqual({ version: 1, name: 'x' })
  })

  it('leaves a file of the current version alone', () => {
    const file = { version: 3 }
    expect(migrate(file, 3, list, 3)).toBe(file)
  })

  it('fails at a gap in the list', () => {
    expect(() => migrate({}, 1, list, 4)).toThrow('no migration from version 3 to 4')
  })

  it('has one migration from every released version to the next', () => {
    expect(migrations.map(({ from }) => from)).toEqual(
      Array.from({ length: formatVersion - 1 }, (_, i) => i + 1),
    )
  })
})
