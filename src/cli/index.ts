import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCli } from './program'
import { Streams } from './streams'

const here = dirname(fileURLToPath(import.meta.url))

/** In a checkout the built command line lies in out/main, in a package in resources/app…/out/main. */
function findDatasets(): string {
  const candidates = [
    join(here, '../../resources/datasets'),
    ...(process.resourcesPath ? [join(process.resourcesPath, 'datasets')] : []),
  ]
  return candidates.find(existsSync) ?? candidates[0]!
}

const streams = new Streams(process.stdout, process.stderr, () => {
  process.exitCode = 2
})

const { version } = JSON.parse(readFileSync(join(here, '../../package.json'), 'utf8')) as {
  readonly version: string
}

const status = await runCli(process.argv.slice(2), {
  version,
  datasetsDirectory: findDatasets(),
  workerPath: join(here, 'engine-worker.js'),
  out: streams.out,
  error: streams.error,
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
process.exitCode = streams.failed ? 2 : status
