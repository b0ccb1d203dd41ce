import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Extracts the entries for which `place` gives a path relative to `directory`; others, such as the
 * 25,000 files of an app that nobody wants, are not even read.
 * @param {string} archive
 * @param {string} directory
 * @param {(entryName: string) => string | null} place
 * @returns {Promise<number>} how many files were written
 */
export async function extractZip(archive, directory, place) {
  // Not at the top: before `npm install` a script is to say that, and not that yauzl is missing.
  const { default: yauzl } = await import('yauzl')
  const root = resolve(directory)
  let written = 0
  // Closes itself after the last entry and when the loop is left early.
  const zip = await yauzl.openPromise(archive)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const relative = place(entry.fileName)
    if (relative === null) continue
    const target = resolve(root, relative)
    if (!target.startsWith(root + sep)) throw new Error(`${entry.fileName} leaves ${directory}.`)
    await mkdir(dirname(target), { recursive: true })
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    await pipeline(
      await zip.openReadStreamPromise(entry),
      createWriteStream(target, { mode: mode || 0o644 }),
    )
    written++
  }
  return written
}
