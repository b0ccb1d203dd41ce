import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Names, sizes and modification times of files and folders. Unlike a comparison with the age of a
 * product it sees a deleted file, a checkout of older files and an edit made during a build.
 * @param {string} root @param {readonly string[]} sources below root
 */
export async function fingerprintOf(root, sources) {
  const hash = createHash('sha256')
  for (const source of sources) await addTo(hash, root, source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} relative */
async function addTo(hash, root, relative) {
  const path = join(root, relative)
  const info = await stat(path).catch(() => null)
  if (info === null) return
  if (!info.isDirectory()) {
    hash.update(`${relative}\0${info.size}\0${info.mtimeMs}\n`)
    return
  }
  for (const name of (await readdir(path)).sort()) await addTo(hash, root, join(relative, name))
}
