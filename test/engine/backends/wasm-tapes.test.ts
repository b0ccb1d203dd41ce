import { describe, expect, it } from 'vitest'
import { layoutProgram } from '../../../src/engine/backends/wasm-tapes'
import { compileProgram, type Program } from '../../../src/engine/plan/program'
import { Op } from '../../../src/engine/wasm/opcodes'
import { buildGraph, classes, sgd } from '../../support/networks'

/** The operations of a whole training step without measurements, in order. */
function operations(program: Program, threads: number): Op[] {
  const layout = layoutProgram(program, threads)
  const { start, end } = layout.tapes.get(program.train.plan)!.step.nothing
  const words = layout.tapeWords.subarray(
    (start - layout.tapeStart) / 4,
    (end - layout.tapeStart) / 4,
  )
  const found: Op[] = []
  for (let at = 0; at < words.length; at += 2 + words[at + 1]!) found.push(words[at]!)
  return found
}

describe('the tapes of a program', () => {
  it('add up a clipped norm only when every thread has measured every gradient', () => {
    const widths = [2, 13, 100, 401, 785]
    for (const units of widths) {
      for (const l2 of [0, 0.01]) {
        const graph = buildGraph(
          [
            { id: 'data', kind: 'data' },
            { id: 'dense1', kind: 'dense', attrs: { units } },
            { id: 'dense2', kind: 'dense', attrs: { units: 13 } },
            { id: 'dense3', kind: 'dense', attrs: { units: 2 } },
            { id: 'loss', kind: 'loss' },
          ],
          classes(512, 2),
        )
        const program = compileProgram(
          graph,
          {
            optimizer: sgd,
            regularization: { l1: 0, l2 },
            clipping: { kind: 'norm', limit: 0.1 },
            batchSize: 64,
          },
          { telemetry: false },
        )
        const ops = operations(program, 2)
        const lastPart = ops.lastIndexOf(Op.ClipPartials)
        const firstTotal = ops.indexOf(Op.ClipTotal)
        expect(firstTotal).toBeGreaterThan(lastPart)
        expect(ops.slice(lastPart, firstTotal)).toContain(Op.Barrier)
      }
    }
  })
})
