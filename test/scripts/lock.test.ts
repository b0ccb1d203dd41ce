import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../scripts/lib/lock.mjs'

let directory: string
let lockFile: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gradscope-lock-'))
  lockFile = join(directory, 'work.lock')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

describe('a lock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await sleep(20)
      inside--
    }
    await Promise.all(Array.from({ length: 4 }, () => withLock(lockFile, work)))
    expect(most).toBe(1)
    expect(await readdir(directory)).toEqual([])
  })

  it('is given up when the work fails', async () => {
    const fail = withLock(lockFile, () => Promise.reject(new Error('no')))
    await expect(fail).rejects.toThrow('no')
    expect(await withLock(lockFile, async () => 'next')).toBe('next')
  })

  it('is taken over from a process that is dead', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await new Promise(resolve => child.once('exit', resolve))
    await writeFile(lockFile, `${child.pid} token`)
    expect(await withLock(lockFile, async () => 'mine')).toBe('mine')
  })

  it('is taken over when its heart stopped, whoever has that process id now', async () => {
    await writeFile(lockFile, `${process.pid} token`)
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lockFile, longAgo, longAgo)
    expect(await withLock(lockFile, async () => 'mine')).toBe('mine')
  })

  it('is not waited for without end', async () => {
    await writeFile(lockFile, `${process.pid} token`)
    const late = withLock(lockFile, async () => 'mine', { timeoutMs: 300 })
    await expect(late).rejects.toThrow(/too long/)
  })
})
