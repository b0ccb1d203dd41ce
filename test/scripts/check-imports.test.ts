import { describe, expect, it } from 'vitest'
import { checkImports } from '../../scripts/boundaries/check-imports.mjs'
import { readImports } from '../../scripts/boundaries/read-imports.mjs'
import { MODULES, PACKAGES } from '../../scripts/boundaries/table.mjs'

/** Checks a tree in which every file named below exists, by the project's own table. */
function check(files: Record<string, string>, others: string[] = []): string[] {
  const paths = new Set([...Object.keys(files), ...others])
  return checkImports(new Map(Object.entries(files)), path => paths.has(path), {
    modules: MODULES,
    packages: PACKAGES,
  })
}

describe('import boundaries', () => {
  it('lets a folder import itself and what its line names', () => {
    expect(
      check({
        'engine/graph/order.ts': "import { parse } from '../document/parse'\nimport './types'",
        'engine/graph/types.ts': '',
        'engine/document/parse.ts': "import { z } from 'zod'",
      }),
    ).toEqual([])
  })

  it('names file, line and target of an import against the direction', () => {
    expect(
      check({
        'engine/document/parse.ts': "\nimport { compile } from '../plan/compile'",
        'engine/plan/compile.ts': '',
      }),
    ).toEqual([
      'src/engine/document/parse.ts:2: engine/document may not import engine/plan/compile.ts',
    ])
  })

  it('counts a type-only import as an import where the table does not say `type`', () => {
    expect(
      check({
        'engine/document/parse.ts': "import type { Plan } from '../plan/types'",
        'engine/plan/types.ts': '',
      }),
    ).toHaveLength(1)
  })

  it('lets only types through a `type` line', () => {
    const files = (text: string) => ({ 'engine/nodes/a.ts': text, 'engine/plan/types.ts': '' })
    expect(check(files("import type { Step } from '../plan/types'"))).toEqual([])
    expect(check(files("export type { Step } from '../plan/types'"))).toEqual([])
    expect(check(files("type Step = import('../plan/types').Step"))).toEqual([])
    expect(check(files("import { step } from '../plan/types'"))).toEqual([
      'src/engine/nodes/a.ts:1: engine/nodes may import only types from engine/plan/types.ts',
    ])
  })

  it.each([
    ['engine/plan/a.ts', 'node:fs'],
    ['engine/plan/a.ts', 'fs/promises'],
    ['engine/plan/a.ts', 'react'],
    ['engine/plan/a.ts', 'd3'],
    ['engine/plan/a.ts', 'electron'],
    ['engine/node/a.ts', 'electron'],
    ['preload/a.ts', 'zod'],
    ['renderer/a.tsx', 'electron'],
    ['renderer/a.tsx', 'node:path'],
    ['shared/a.ts', 'electron'],
  ])('keeps %s from using %s', (file, name) => {
    expect(check({ [file]: `import x from '${name}'` })).toHaveLength(1)
  })

  it.each([
    ['engine/node/a.ts', 'node:worker_threads'],
    ['main/a.ts', 'electron-log/main'],
    ['renderer/a.tsx', '@base-ui/react/toast'],
    ['cli/a.ts', 'commander'],
  ])('lets %s use %s', (file, name) => {
    expect(check({ [file]: `import x from '${name}'` })).toEqual([])
  })

  it('keeps engine/node out of the rest of the engine, and the renderer out of everything', () => {
    const node = { 'engine/node/worker.ts': '' }
    expect(check({ ...node, 'engine/training/a.ts': "import '../node/worker'" })).toHaveLength(1)
    expect(check({ ...node, 'renderer/a.ts': "import '../engine/node/worker'" })).toHaveLength(1)
    expect(check({ ...node, 'main/a.ts': "import '../engine/node/worker?nodeWorker'" })).toEqual([])
    const window = { 'renderer/store.ts': '' }
    expect(check({ ...window, 'main/a.ts': "import '../renderer/store'" })).toHaveLength(1)
    expect(check({ ...window, 'shared/a.ts': "import '../renderer/store'" })).toHaveLength(1)
  })

  it('follows a dynamic import, a worker URL and JSX files', () => {
    expect(
      check({
        'renderer/a.tsx':
          "const a = <b>{import('../main/x')}</b>\nnew Worker(new URL('../main/x.ts', import.meta.url))",
        'main/x.ts': '',
      }),
    ).toHaveLength(2)
  })

  it('reports a cycle once, and none that types alone make', () => {
    const cycle = {
      'main/a.ts': "import './b'",
      'main/b.ts': "import './c'",
      'main/c.ts': "import './a'",
    }
    expect(check(cycle)).toEqual(['cycle: main/a.ts → main/b.ts → main/c.ts → main/a.ts'])
    expect(check({ ...cycle, 'main/c.ts': "import type { A } from './a'" })).toEqual([])
  })

  it('reports an import that leads nowhere and a folder without a line', () => {
    expect(check({ 'main/a.ts': "import './gone'" })).toEqual([
      'src/main/a.ts:1: there is no ./gone',
    ])
    expect(check({ 'elsewhere/a.ts': '' })).toHaveLength(1)
  })

  it('takes pictures from resources and no code from outside src', () => {
    expect(
      check({ 'main/a.ts': "import i from '../../resources/icon.png?asset'" }, [
        '../resources/icon.png',
      ]),
    ).toEqual([])
    expect(check({ 'main/a.ts': "import '../../test/x'" }, ['../test/x.ts'])).toHaveLength(1)
  })

  it('refuses a file that it cannot parse rather than passing it', () => {
    expect(() => readImports('a.ts', 'import from from')).toThrow(/cannot be parsed/)
  })
})
