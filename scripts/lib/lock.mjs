import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const HEARTBEAT_MS = 2000
const STALE_MS = 20_000
const POLL_MS = 150

/**
 * Runs `work` while no other process holds the lock file. The holder touches the file as a
 * heartbeat, so that a lock left by a killed process is taken over and not waited for.
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, timeoutMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, work, { onWait, timeoutMs = 15 * 60_000 } = {}) {
  await mkdir(dirname(lockFile), { recursive: true })
  const token = `${process.pid} ${randomUUID()}`
  const deadline = Date.now() + timeoutMs
  let waited = false
  while (!(await acquire(lockFile, token))) {
    await removeIfStale(lockFile)
    if (Date.now() > deadline) throw new Error(`Another process holds ${lockFile} for too long.`)
    if (!waited) onWait?.()
    waited = true
    await sleep(POLL_MS)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(lockFile, now, now).catch(() => {})
  }, HEARTBEAT_MS)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    if ((await readOrUndefined(lockFile)) === token) await rm(lockFile, { force: true })
  }
}

/**
 * Linking a finished file is atomic, so nobody ever reads a lock without its owner in it.
 * @param {string} lockFile @param {string} token
 */
async function acquire(lockFile, token) {
  const draft = `${lockFile}.${randomUUID()}`
  await writeFile(draft, token)
  try {
    await link(draft, lockFile)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** @param {string} lockFile */
async function removeIfStale(lockFile) {
  const owner = await readOrUndefined(lockFile)
  if (owner === undefined || !(await isStale(lockFile, owner))) return
  // Moved aside before it is removed: if someone else replaced it meanwhile, theirs goes back.
  const aside = `${lockFile}.stale-${randomUUID()}`
  try {
    await rename(lockFile, aside)
    if ((await readOrUndefined(aside)) !== owner) await link(aside, lockFile)
  } catch {
    // Someone else was faster.
  } finally {
    await rm(aside, { force: true })
  }
}

/** @param {string} lockFile @param {string} owner */
async function isStale(lockFile, owner) {
  try {
    if (Date.now() - (await stat(lockFile)).mtimeMs > STALE_MS) return true
  } catch {
    return false
  }
  return !isAlive(Number.parseInt(owner, 10))
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} file */
async function readOrUndefined(file) {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}
