import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { useTemporaryDirectory } from './temporary-directory'

const kills = 60
const directory = useTemporaryDirectory()

async function bundleSaver(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: resolve(import.meta.dirname, 'save-forever.ts'),
      outDir: directory.path,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'saver.mjs' } },
    },
  })
  return join(directory.path, 'saver.mjs')
}

function isWhole(text: string): boolean {
  const [count, ...lines] = text.split('\n')
  const [first] = lines
  return lines.pop() === '' && lines.length === Number(count) && lines.every(line => line === first)
}

it(`killed ${kills} times during a save, the file is always a whole one`, {
  timeout: 120_000,
}, async () => {
  const saver = await bundleSaver()
  const path = join(directory.path, 'net.gradscope')
  for (let kill = 0; kill < kills; kill++) {
    const child = spawn(process.execPath, [saver, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    await sleep(Math.random() * 15)
    child.kill('SIGKILL')
    await ended
    expect(isWhole(await readFile(path, 'utf8')), `kill ${kill}`).toBe(true)
  }
  // Some kills did fall into a save, or this would show nothing.
  const torn = (await readdir(directory.path)).filter(name => name.endsWith('.tmp'))
  expect(torn.length).toBeGreaterThan(0)
})
