import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportPyTorch, reservedNames } from '../../../src/engine/export/pytorch'
import { weightParts } from '../../../src/engine/export/weights'
import { writePrograms } from '../../support/exported-programs'
import {
  beginnings,
  compute,
  expectBeginning,
  exportCases,
  type Spread,
} from '../../support/exports'
import { relativeDistance } from '../../support/golden'
import { describeWithPython, runPython } from '../../support/python'

interface Run {
  readonly outputs: number[]
  readonly gradients?: Readonly<Record<string, number[]>>
  readonly after?: Readonly<Record<string, number[]>>
}

interface Results {
  readonly runs: Readonly<Record<string, Run>>
  readonly beginnings: Readonly<Record<string, Readonly<Record<string, Spread>>>>
  readonly moduleNames: readonly string[]
}

describeWithPython('an exported PyTorch program, run by PyTorch', ['torch'], python => {
  const folder = mkdtempSync(join(tmpdir(), 'gradscope-pytorch-'))
  let results: Results = { runs: {}, beginnings: {}, moduleNames: [] }
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(() => {
    const manifest = writePrograms(folder, exportPyTorch)
    results = runPython(python, join(import.meta.dirname, 'check_pytorch.py'), manifest)
  }, 300_000)

  it.each(exportCases.map(each => [each.name, each] as const))('%s', (name, each) => {
    const expected = compute(each)
    const run = results.runs[name]!
    expect(relativeDistance(run.outputs, expected.outputs)).toBeLessThan(1e-8)
    if (!each.isDeterministic) return
    const names = stateNamesOf(each)
    for (const { name: tensor, shape } of each.weights) {
      const turned = (values: number[]) =>
        tensor.endsWith('.W') ? transpose(values, shape) : values
      const state = names.get(tensor)!
      const gradient = expected.gradients[tensor]
      if (gradient) {
        const distance = relativeDistance(turned(run.gradients![state]!), gradient)
        expect(distance, `gradient of ${tensor}`).toBeLessThan(1e-8)
      }
      const distance = relativeDistance(turned(run.after![state]!), expected.after[tensor]!)
      expect(distance, `${tensor} after training`).toBeLessThan(1e-6)
    }
  })

  it.each(beginnings)('weights that begin as $name', ({ name, graph }) => {
    expectBeginning(graph, results.beginnings[name]!['dense1.weight']!)
    expect(results.beginnings[name]!['dense1.bias']).toEqual({ deviation: 0, largest: 0 })
  })

  it('no layer takes a name that a module has of its own', () => {
    expect(results.moduleNames.length).toBeGreaterThan(40)
    expect(results.moduleNames.filter(name => !reservedNames.has(name))).toEqual([])
  })
})

/** What PyTorch calls each tensor. */
function stateNamesOf({ source, weights }: (typeof exportCases)[number]) {
  const parts = weightParts(source.graph, weights, 1)
  const { weights: state } = exportPyTorch(source, parts, '')
  return new Map(parts.map(({ tensor }, i) => [tensor.name, state[i]!.name]))
}

/** Values of a tensor [out, in] as [in, out]. */
function transpose(
  values: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
): number[] {
  return Array.from({ length: rows * columns }, (_, i) => {
    return values[(i % columns) * rows + Math.floor(i / columns)]!
  })
}
