import { open } from 'node:fs/promises'
import { CliFailure } from './failure'
import { readReason } from './system-reason'

/** @throws CliFailure where there is no file to go on from, or none that can be read. */
export async function checkResume(path: string): Promise<void> {
  try {
    const file = await open(path)
    try {
      await file.read({ length: 1 })
    } finally {
      await file.close()
    }
  } catch (error) {
    const place = path === '' ? '--resume' : path
    throw new CliFailure(`${place}: ${readReason(error as Error)}.`, 'Check the path of --resume.')
  }
}
