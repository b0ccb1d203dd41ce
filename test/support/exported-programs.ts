import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultTraining } from '../../src/engine/document/schema'
import type { ExportedProgram, ExportSource, WeightPart } from '../../src/engine/export/source'
import { weightParts } from '../../src/engine/export/weights'
import { encodeSafetensors } from '../../src/engine/node/safetensors'
import { beginnings, exportCases } from './exports'

type ExportProgram = (
  source: ExportSource,
  weights: readonly WeightPart[],
  weightsFile: string,
) => ExportedProgram

/**
 * Writes every export case as a program with its weights and every beginning as one without, and a
 * manifest of them for a script that runs them.
 *
 * @returns the path of the manifest.
 */
export function writePrograms(folder: string, exportProgram: ExportProgram): string {
  const cases = exportCases.map(({ name, source, weights, x, y, isDeterministic }, i) => {
    const program = join(folder, `case${i}.py`)
    const parts = weightParts(source.graph, weights, 1)
    const exported = exportProgram(source, parts, `case${i}.safetensors`)
    writeFileSync(program, exported.text)
    writeFileSync(join(folder, `case${i}.safetensors`), encodeSafetensors(exported.weights))
    return { name, program, text: exported.text, x, y, isDeterministic }
  })
  const untrained = beginnings.map(({ name, graph }, i) => {
    const program = join(folder, `beginning${i}.py`)
    const source = { name, graph, training: defaultTraining, version: '1.2.3' }
    writeFileSync(program, exportProgram(source, [], '').text)
    return { name, program }
  })
  const manifest = join(folder, 'manifest.json')
  writeFileSync(manifest, JSON.stringify({ cases, beginnings: untrained }))
  return manifest
}
