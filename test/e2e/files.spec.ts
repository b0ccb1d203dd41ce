import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import {
  answerFileDialogs,
  dragFiles,
  engineProcesses,
  readGraph,
  setField,
} from './support/editor'
import { type LaunchedApp, launch, RUNTIME_VARIABLE } from './support/launch'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = join(root, 'resources', 'examples', 'mnist-relu.gradscope')
let folder: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-files-'))
})

test.afterEach(async () => {
  await running?.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const at = (name: string) => join(folder, name)

async function start(...args: string[]): Promise<LaunchedApp> {
  running = await launch({ userData: at('user'), args })
  return running
}

async function graph(name: string): Promise<string> {
  await copyFile(example, at(name))
  return at(name)
}

/** Another program writes the file, with other units in the first dense layer. */
async function changeOutside(path: string, units: number): Promise<void> {
  const document = await readGraph(path)
  const nodes = document.nodes.map(node =>
    node.id === 'dense1' ? { ...node, attrs: { ...node.attrs, units } } : node,
  )
  await writeFile(path, JSON.stringify({ ...document, nodes }))
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const dense = (page: Page) => page.getByTestId('node-dense1')
const name = (page: Page) => page.getByTestId('document-name')

test('a file on the command line opens, and a second instance opens its own in the first', async () => {
  const { app, page } = await start(await graph('one.gradscope'))
  await expect(name(page)).toHaveText('one')
  await graph('two.gradscope')
  const second = spawn(
    process.env[RUNTIME_VARIABLE]!,
    [
      root,
      `--user-data-dir=${at('user')}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'two.gradscope',
    ],
    { cwd: folder, stdio: 'ignore' },
  )
  const ended = new Promise(resolve => second.once('exit', resolve))
  await expect(name(page)).toHaveText('two')
  await ended
  expect(app.windows()).toHaveLength(1)
})

test('a dropped file opens with its path', async () => {
  const { page } = await start()
  const path = await graph('dropped.gradscope')
  // Only the preload may name a path, and it takes it from the system.
  await expect(
    page.evaluate(
      file => window.gradscope.request('document.openDropped' as never, file as never),
      path,
    ),
  ).rejects.toThrow('unknown channel')
  await page.getByTestId('example-mnist-relu').waitFor()
  const dragged = await dragFiles(page, [path])
  await expect(page.getByTestId('drop-target')).toBeVisible()
  await dragged.drop()
  await expect(page.getByTestId('drop-target')).toHaveCount(0)
  await expect(name(page)).toHaveText('dropped')
  await setField(page, 'dense1', 'units', '33')
  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toContain('33')
})

test('a recent file opens from the start screen and the menu; a missing one is marked', async () => {
  const path = await graph('recent.gradscope')
  const first = await start(path)
  await expect(name(first.page)).toHaveText('recent')
  await first.close()

  const { app, page } = await start()
  await page.getByTestId('recent-file').click()
  await expect(name(page)).toHaveText('recent')
  const recentInMenu = () =>
    app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(item => item.submenu?.items ?? [])
      const recent = items.find(({ label }) => label === 'Open Recent')
      return recent?.submenu?.items.map(({ label }) => label)
    })
  expect(await recentInMenu()).toEqual([path, '', 'Clear List'])

  await rm(path)
  await page.getByTestId('disk-dismiss').click()
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
  })
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page
    .getByRole('button', { name: /Examples/ })
    .first()
    .click()
  await expect(page.getByTestId('recent-file')).toContainText('not found')
  await page.getByTestId('recent-file').click()
  await expect(page.getByTestId('dialog')).toContainText('not there any more')
  await expect(page.getByTestId('recent')).toHaveCount(0)
})

test('a file that another program changed is reloaded or kept, never overwritten silently', async () => {
  const path = await graph('shared.gradscope')
  const { app, page } = await start(path)
  await expect(name(page)).toHaveText('shared')

  // Clean: the other version comes in, and Undo brings mine back.
  await changeOutside(path, 41)
  await expect(page.getByTestId('disk-banner')).toBeVisible()
  await page.getByTestId('disk-reload').click()
  await expect(page.getByTestId('disk-banner')).toHaveCount(0)
  await expect(dense(page)).toContainText('41')
  await expect(page.getByTestId('dirty')).toHaveCount(0)

  // Dirty: mine is kept, and Save then replaces the other version.
  await setField(page, 'dense1', 'units', '42')
  await changeOutside(path, 43)
  await page.getByTestId('disk-keep').click()
  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toContain('42')

  // Saving without an answer asks; here it is cancelled.
  await setField(page, 'dense1', 'units', '44')
  await app.evaluate(({ dialog }) => {
    const counter = globalThis as { asked?: number }
    dialog.showMessageBox = async () => {
      counter.asked = (counter.asked ?? 0) + 1
      return { response: 2, checkboxChecked: false }
    }
  })
  await changeOutside(path, 45)
  await page.keyboard.press('Control+s')
  const asked = () => app.evaluate(() => (globalThis as { asked?: number }).asked)
  await expect.poll(asked).toBe(1)
  expect(await readFile(path, 'utf8')).toContain('45')
  await expect(page.getByTestId('dirty')).toBeVisible()

  // Gone: what is shown is unsaved until it is saved again.
  await rm(path)
  await page.getByTestId('disk-save').click()
  await expect(page.getByTestId('disk-banner')).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toContain('44')
})

test('rename moves the file and refuses a name that is taken; revert is undone', async () => {
  const path = await graph('before.gradscope')
  await graph('taken.gradscope')
  const { app, page } = await start(path)
  await expect(name(page)).toHaveText('before')
  const command = (id: string) =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()!.getMenuItemById(item)!.click(), id)

  await command('file.rename')
  await page.getByTestId('rename-name').fill('taken')
  await page.getByTestId('rename-apply').click()
  await expect(page.getByTestId('rename-help')).toContainText('already a file')
  await page.getByTestId('rename-name').fill('after')
  await page.getByTestId('rename-apply').click()
  await expect(name(page)).toHaveText('after')
  await expect(stat(path)).rejects.toThrow('ENOENT')
  await expect(page.getByTestId('disk-banner')).toHaveCount(0)

  await setField(page, 'dense1', 'units', '51')
  await command('file.revert')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  await expect(dense(page)).not.toContainText('51')
  await page.getByTestId('undo').click()
  await expect(dense(page)).toContainText('51')
  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  expect(await readFile(at('after.gradscope'), 'utf8')).toContain('51')
})

test('closing while training asks, a paused run is kept, and either leaves no process behind', async () => {
  const { app, page, close } = await start(await graph('long.gradscope'))
  await page.getByTestId('attr-epochs').fill('1000')
  await page.getByTestId('attr-epochs').press('Enter')
  await answerFileDialogs(app, at('long.gradscope'))
  await page.keyboard.press('Control+s')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-step')).toHaveText(/step [1-9]/, { timeout: 30_000 })
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  const pids = await engineProcesses(app)
  expect(pids).toHaveLength(1)

  const answerWith = (response: number) =>
    app.evaluate(({ dialog }, answer) => {
      const seen = globalThis as { messages?: string[] }
      seen.messages = []
      dialog.showMessageBox = async (...args: unknown[]) => {
        const { message } = args.at(-1) as { message: string }
        seen.messages?.push(message)
        return { response: answer, checkboxChecked: false }
      }
    }, response)
  const messages = () => app.evaluate(() => (globalThis as { messages?: string[] }).messages)
  await answerWith(1)
  await page.keyboard.press('Control+n')
  await expect.poll(messages).toEqual(['Stop training?'])
  await expect(name(page)).toHaveText('long')

  await answerWith(1)
  await app.evaluate(({ app: electron }) => electron.quit())
  await expect.poll(messages).toEqual(['Stop training?'])
  await expect(page.getByTestId('run-state')).toHaveText(/training/i)

  // A paused run is kept on the disk and can be resumed: nothing is lost, nothing is asked.
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/paused/i)
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-kept', 'true')
  await answerWith(1)
  const child = app.process()
  const ended = new Promise(resolve => child.once('exit', resolve))
  await app.evaluate(({ app: electron }) => electron.quit())
  expect(await ended).toBe(0)
  await close()
  // A process that has ended is there until the system has taken note of it.
  await expect.poll(() => isThere(pids[0]!)).toBe(false)
})
