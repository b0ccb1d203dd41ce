import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportKeras } from '../../../src/engine/export/keras'
import { weightParts } from '../../../src/engine/export/weights'
import { writePrograms } from '../../support/exported-programs'
import {
  beginnings,
  compute,
  type ExportCase,
  expectBeginning,
  exportCases,
  type Spread,
} from '../../support/exports'
import { relativeDistance } from '../../support/golden'
import { describeWithPython, runPython } from '../../support/python'

interface Run {
  readonly outputs: number[]
  readonly after?: Readonly<Record<string, number[]>>
}

interface Results {
  readonly runs: Readonly<Record<string, Run>>
  readonly beginnings: Readonly<Record<string, Spread & { readonly bias: number }>>
}

describeWithPython('an exported Keras program, run by Keras', ['keras', 'jax'], python => {
  const folder = mkdtempSync(join(tmpdir(), 'gradscope-keras-'))
  let results: Results = { runs: {}, beginnings: {} }
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(() => {
    const manifest = writePrograms(folder, exportKeras)
    results = runPython(python, join(import.meta.dirname, 'check_keras.py'), manifest)
  }, 300_000)

  it.each(exportCases.map(each => [each.name, each] as const))('%s', (name, each) => {
    const expected = compute(each)
    const run = results.runs[name]!
    expect(relativeDistance(run.outputs, expected.outputs)).toBeLessThan(1e-5)
    if (!each.isDeterministic) return
    const parts = weightParts(each.source.graph, each.weights, 1)
    const named = exportKeras(each.source, parts, '').weights
    parts.forEach(({ part, tensor }, i) => {
      // Keras keeps the biased variance.
      if (part === 'runningVar') return
      const distance = relativeDistance(run.after![named[i]!.name]!, expected.after[tensor.name]!)
      expect(distance, `${tensor.name} after training`).toBeLessThan(toleranceOf(each))
    })
  })

  it.each(beginnings)('weights that begin as $name', ({ name, graph }) => {
    const { bias, ...spread } = results.beginnings[name]!
    expectBeginning(graph, spread)
    expect(bias).toBe(0)
  })
})

/** Where Keras adds ε elsewhere, steps are alike but not the same. */
function toleranceOf({ source }: ExportCase): number {
  return 'epsilon' in source.training.optimizer ? 0.1 : 1e-5
}
