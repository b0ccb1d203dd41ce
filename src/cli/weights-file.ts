import { readFile } from 'node:fs/promises'
import { decodeSafetensors, encodeSafetensors } from '../engine/node/safetensors'
import type { EngineEvent } from '../engine/protocol'
import type { WeightTensor } from '../engine/training/assign-weights'
import { CliFailure } from './failure'
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

/** The bytes of a file of weights: float32, whatever trained them. */
export function encodeWeights(tensors: readonly GivenTensor[]): Uint8Array {
  return encodeSafetensors(
    tensors.map(({ values, ...tensor }) => ({ ...tensor, values: Float32Array.from(values) })),
  )
}
