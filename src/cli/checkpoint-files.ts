import { access } from 'node:fs/promises'
import { CliFailure } from './failure'

/** @throws CliFailure where there is no file to go on from. */
export async function checkResume(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new CliFailure(`${path}: there is no such file.`, 'Check the path of --resume.')
  })
}
