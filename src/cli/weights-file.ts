import { readFile } from 'node:fs/promises'
import { decodeSafetensors, encodeSafetensors } from '../engine/node/safetensors'
import type { EngineEvent } from '../engine/protocol'
import { findNotFinite, type WeightTensor } from '../engine/training/assign-weights'
import { CliFailure } from './failure'
import type { OutputFile } from './output-file'
import { readReason } from './system-reason'

/** @throws CliFailure naming the file and what is wrong with it. */
export async function readWeights(path: string): Promise<readonly WeightTensor[]> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const place = path === '' ? '--weights-in' : path
    throw new CliFailure(
      `${place}: ${readReason(error as Error)}.`,
      'Check the path of --weights-in.',
    )
  }
  const decoded = decodeSafetensors(bytes)
  if (!decoded.ok) {
    throw new CliFailure(`${path} ${decoded.reason}.`, 'Use a file that --weights-out wrote.')
  }
  return decoded.tensors
}

type GivenTensor = Extract<EngineEvent, { type: 'weights' }>['tensors'][number]

/**
 * Writes weights, float32 whatever trained them; but not those of a divergence, from which nobody could
 * go on: better ones that are there stay.
 *
 * @returns why they are not written, as a sentence; null where they are.
 * @throws CliFailure where the file cannot be written.
 */
export async function writeWeights(
  file: OutputFile,
  tensors: readonly GivenTensor[],
): Promise<string | null> {
  const weights = tensors.map(({ values, ...tensor }) => {
    return { ...tensor, values: Float32Array.from(values) }
  })
  const broken = findNotFinite(weights)
  if (broken !== null) return `${file.path}: the weights are not written: ${broken}`
  await file.write(encodeSafetensors(weights))
  return null
}
