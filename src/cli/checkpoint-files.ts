import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { TrainOptions } from './commands/train'
import { CliFailure } from './failure'

/** @throws CliFailure where a file is not there, or there is no place for one. */
export async function checkCheckpointFiles({
  resume,
  checkpointOut,
}: Pick<TrainOptions, 'resume' | 'checkpointOut'>): Promise<void> {
  if (resume !== undefined) {
    await access(resume).catch(() => {
      throw new CliFailure(`${resume}: there is no such file.`, 'Check the path of --resume.')
    })
  }
  if (checkpointOut !== undefined) {
    await access(dirname(checkpointOut), constants.W_OK).catch((error: Error) => {
      throw unwritableCheckpoint(checkpointOut, error.message)
    })
  }
}

/** Why `--checkpoint-out` cannot be written. */
export function unwritableCheckpoint(path: string, reason: string): CliFailure {
  return new CliFailure(
    `${path}: the checkpoint cannot be written: ${reason}.`,
    'Choose another place for --checkpoint-out.',
  )
}
