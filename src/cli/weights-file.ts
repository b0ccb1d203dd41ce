import { constants } from 'node:fs'
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { decodeSafetensors, encodeSafetensors } from '../engine/node/safetensors'
import type { WeightTensor } from '../engine/training/assign-weights'
import { CliFailure } from './failure'

/** @throws CliFailure naming the file and what is wrong with it. */
export async function readWeights(path: string): Promise<readonly WeightTensor[]> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'there is no such file' : message
    throw new CliFailure(`${path}: ${reason}.`, 'Check the path of --weights-in.')
  }
  const decoded = decodeSafetensors(bytes)
  if (!decoded.ok) {
    throw new CliFailure(`${path} ${decoded.reason}.`, 'Use a file that --weights-out wrote.')
  }
  return decoded.tensors
}

/** @throws CliFailure where the folder cannot be written to, before anything is trained. */
export async function checkWeightsPlace(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK).catch((error: Error) => {
    throw unwritable(path, error)
  })
}

/**
 * Writes beside the place first, so that a file that is there stays whole until the new one is.
 *
 * @throws CliFailure where it cannot be written.
 */
export async function writeWeights(path: string, tensors: readonly WeightTensor[]): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    await writeFile(temporary, encodeSafetensors(tensors), { flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw unwritable(path, error as Error)
  }
}

function unwritable(path: string, { message }: Error): CliFailure {
  return new CliFailure(
    `${path}: the weights cannot be written: ${message}.`,
    'Choose another place for --weights-out.',
  )
}
