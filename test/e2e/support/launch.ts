import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test'
import { endProcess } from './end-process'

/** Set by the global setup and inherited by the test workers. */
export const RUNTIME_VARIABLE = 'ELECTRON_EXEC_PATH'

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))
const LAUNCH_TIMEOUT_MS = 30_000
/** An application that has ended or hangs does not answer. */
const ANSWER_TIMEOUT_MS = 1000

export interface LaunchOptions {
  /** Arguments for the application, such as a file to open. */
  args?: string[]
  /** Added to the environment of the tests. */
  env?: Record<string, string>
  /** The application's directory: the project, unless a packaged or a tiny one is tested. */
  app?: string
  /** A user-data directory to reuse, so that a second start finds what the first one left. */
  userData?: string
}

export interface LaunchedApp {
  app: ElectronApplication
  page: Page
  userData: string
  /** Errors that the window logged or threw, in order, for `expect(errors).toEqual([])`. */
  errors: string[]
  /** Ends the application within seconds without unsaved work; a second call does nothing. */
  close(): Promise<void>
  /** Ends it as a crash or a power cut would, keeping the user data. */
  kill(): Promise<void>
}

/** Starts the application in a profile of its own and waits for its first window. */
export async function launch(options: LaunchOptions = {}): Promise<LaunchedApp> {
  if (!process.env[RUNTIME_VARIABLE])
    throw new Error(`${RUNTIME_VARIABLE} is not set: run Playwright by its config.`)
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'gradscope-e2e-')))
  const removeUserData = async () => {
    if (options.userData === undefined) {
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  const app = await electron.launch({
    args: [options.app ?? projectRoot, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    env: { ...definedOnly(process.env), ...options.env },
    // Playwright switches the sandbox off by default; only as root is it impossible.
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: LAUNCH_TIMEOUT_MS,
  })
  const child = app.process()
  const errors: string[] = []
  app.on('window', page => collectErrors(page, errors))

  let ended: Promise<void> | undefined
  const end = (graceful: boolean) => {
    ended ??= endProcess(child, graceful ? () => app.close() : undefined)
    return ended
  }
  try {
    const page = await app.firstWindow({ timeout: LAUNCH_TIMEOUT_MS })
    collectErrors(page, errors)
    await page.waitForLoadState('domcontentloaded')
    return {
      app,
      page,
      userData,
      errors,
      close: async () => {
        await discardWork(app)
        await end(true)
        await removeUserData()
      },
      kill: () => end(false),
    }
  } catch (error) {
    await end(false)
    await removeUserData()
    throw error
  }
}

/** Answers what is asked before work or a run is lost, so that nothing waits for an answer. */
async function discardWork(app: ElectronApplication): Promise<void> {
  const answered = app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async (...args: unknown[]) => {
      const { buttons = [] } = args.at(-1) as { buttons?: string[] }
      // Save, Don't Save, Cancel; or End the run, Cancel.
      return { response: buttons.length > 2 ? 1 : 0, checkboxChecked: false }
    }
  })
  await Promise.race([answered, setTimeout(ANSWER_TIMEOUT_MS, null, { ref: false })]).catch(
    () => {},
  )
}

const watched = new WeakSet<Page>()

function collectErrors(page: Page, errors: string[]): void {
  if (watched.has(page)) return
  watched.add(page)
  page.on('pageerror', error => errors.push(`uncaught: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`)
  })
  page.on('crash', () => errors.push('the window crashed'))
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const defined: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value
  return defined
}
