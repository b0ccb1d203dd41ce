import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportOnnx } from '../../../src/engine/export/onnx'
import { weightParts } from '../../../src/engine/export/weights'
import { compute, exportCases } from '../../support/exports'
import { relativeDistance } from '../../support/golden'
import { describeWithPython, runPython } from '../../support/python'

describeWithPython(
  'an ONNX model, checked and run by ONNX Runtime',
  ['onnx', 'onnxruntime'],
  python => {
    const folder = mkdtempSync(join(tmpdir(), 'gradscope-onnx-'))
    let runs: Readonly<Record<string, Readonly<Record<string, number[]>>>> = {}
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    beforeAll(() => {
      const manifest = exportCases.map(({ name, source, weights, x }, i) => {
        const model = join(folder, `case${i}.onnx`)
        writeFileSync(model, exportOnnx(source, weightParts(source.graph, weights, 1)))
        return { name, model, x }
      })
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
      const script = join(import.meta.dirname, 'check_onnx.py')
      runs = runPython(python, script, join(folder, 'manifest.json'))
    }, 300_000)

    it.each(exportCases.map(each => [each.name, each] as const))('%s', (name, each) => {
      const { logits, output } = runs[name]!
      const expected = compute(each).outputs
      expect(relativeDistance((logits ?? output)!, expected)).toBeLessThan(1e-4)
    })
  },
)
