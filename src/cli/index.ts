import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCli } from './program'

const here = dirname(fileURLToPath(import.meta.url))

/** In a checkout the built command line lies in out/main, in a package in resources/app…/out/main. */
function findDatasets(): string {
  const candidates = [
    join(here, '../../resources/datasets'),
    ...(process.resourcesPath ? [join(process.resourcesPath, 'datasets')] : []),
  ]
  return candidates.find(existsSync) ?? candidates[0]!
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const { version } = JSON.parse(readFileSync(join(here, '../../package.json'), 'utf8')) as {
  readonly version: string
}

process.exitCode = await runCli(process.argv.slice(2), {
  version,
  datasetsDirectory: findDatasets(),
  workerPath: join(here, 'engine-worker.js'),
  out: text => void process.stdout.write(text),
  error: text => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  now: () => performance.now(),
  date: () => new Date(),
  onInterrupt: listener => {
    // The second Ctrl-C does not wait for a clean end.
    let asked = false
    const interrupt = () => {
      if (asked) process.exit(130)
      asked = true
      listener()
    }
    process.on('SIGINT', interrupt)
    process.on('SIGTERM', interrupt)
    return () => {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    }
  },
})
