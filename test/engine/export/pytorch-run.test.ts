import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportPyTorch } from '../../../src/engine/export/pytorch'
import { weightParts } from '../../../src/engine/export/weights'
import { encodeSafetensors } from '../../../src/engine/node/safetensors'
import { compute, exportCases } from '../../support/exports'
import { relativeDistance } from '../../support/golden'
import { findPython, runPython } from '../../support/python'

const python = findPython('torch')
const title = python
  ? 'an exported PyTorch program, run by PyTorch'
  : 'an exported PyTorch program (skipped: there is no python3 with torch; name one in GRADSCOPE_PYTHON)'

interface Run {
  readonly outputs: number[]
  readonly gradients?: Readonly<Record<string, number[]>>
  readonly after?: Readonly<Record<string, number[]>>
}

describe.skipIf(python === null)(title, { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradscope-pytorch-'))
  let runs: Readonly<Record<string, Run>> = {}
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(() => {
    const manifest = exportCases.map(({ name, source, weights, x, y, isDeterministic }, i) => {
      const program = join(folder, `case${i}.py`)
      const parts = weightParts(source.graph, weights, 1)
      const exported = exportPyTorch(source, parts, `case${i}.safetensors`)
      writeFileSync(program, exported.text)
      writeFileSync(join(folder, `case${i}.safetensors`), encodeSafetensors(exported.weights))
      return { name, program, x, y, isDeterministic }
    })
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const script = join(import.meta.dirname, 'check_pytorch.py')
    runs = runPython(python!, script, join(folder, 'manifest.json'))
  }, 300_000)

  it.each(exportCases.map(each => [each.name, each] as const))('%s', (name, each) => {
    const expected = compute(each)
    const run = runs[name]!
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
