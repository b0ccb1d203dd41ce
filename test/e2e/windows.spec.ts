import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs, setField } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let folder: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-windows-'))
})

test.afterEach(async () => {
  await running?.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(): Promise<LaunchedApp> {
  running = await launch({ userData: join(folder, 'user') })
  return running
}

const bounds = ({ app }: LaunchedApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())

async function paletteWidth(page: Page): Promise<number> {
  const box = await page.locator('#palette-pane').boundingBox()
  return Math.round(box?.width ?? 0)
}

test('a window opens where it was, with its panes as they were', async () => {
  const first = await start()
  await first.page.getByTestId('example-mnist-relu').click()
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 110, y: 90, width: 1120, height: 720 })
  })
  await expect.poll(() => first.page.evaluate(() => window.outerWidth)).toBe(1120)
  const before = await paletteWidth(first.page)
  const pane = await first.page.locator('#palette-pane').boundingBox()
  await first.page.mouse.move(pane!.x + pane!.width, pane!.y + 100)
  await first.page.mouse.down()
  await first.page.mouse.move(pane!.x + pane!.width + 60, pane!.y + 100, { steps: 6 })
  await first.page.mouse.up()
  await expect.poll(() => paletteWidth(first.page)).toBeGreaterThan(before + 40)
  const after = await paletteWidth(first.page)
  const placed = await bounds(first)
  await first.close()

  const second = await start()
  expect(await bounds(second)).toEqual(placed)
  await second.page.getByTestId('example-mnist-relu').click()
  await expect.poll(() => paletteWidth(second.page)).toBe(after)
})

test('a file that another window has is not opened twice: that window comes to the front', async () => {
  const path = join(folder, 'shared.gradscope')
  const examples = fileURLToPath(new URL('../../resources/examples', import.meta.url))
  await copyFile(join(examples, 'mnist-relu.gradscope'), path)
  const { app, page } = await start()
  await answerFileDialogs(app, path)
  await page.getByTestId('start-open').click()
  await expect(page.getByTestId('document-name')).toHaveText('shared')
  await setField(page, 'dense1', 'units', '21')

  const opening = app.waitForEvent('window')
  await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.getMenuItemById('file.newWindow')!.click(),
  )
  const other = await opening
  const focused = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.getTitle())
  for (const testId of ['start-open', 'recent-file']) {
    // The first window has left its document for the start screen.
    await page.getByRole('button', { name: /Examples/ }).click()
    await expect(page.getByTestId('start-screen')).toBeVisible()
    await other.bringToFront()
    await other.getByTestId(testId).click()
    await expect(page.getByTestId('document-name')).toHaveText('shared')
    await expect.poll(focused).toBe('● shared — Gradscope')
    await expect(other.getByTestId('start-screen')).toBeVisible()
    await expect(other.getByTestId('dialog')).toHaveCount(0)
  }
  await expect(page.getByTestId('dirty')).toBeVisible()
})

test('quitting asks one window after the other, and Cancel keeps all that are left', async () => {
  const { app, page } = await start()
  await page.getByTestId('example-mnist-relu').click()
  await setField(page, 'dense1', 'units', '21')
  const opening = app.waitForEvent('window')
  await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.getMenuItemById('file.newWindow')!.click(),
  )
  const other = await opening
  await other.getByTestId('example-vanishing-sigmoid').click()
  await setField(other, 'dense1', 'units', '22')
  await expect(other.getByTestId('dirty')).toBeVisible()

  const answerWith = (response: number) =>
    app.evaluate(({ dialog }, answer) => {
      const state = globalThis as { asked?: number }
      state.asked = 0
      dialog.showMessageBox = async () => {
        state.asked = (state.asked ?? 0) + 1
        return { response: answer, checkboxChecked: false }
      }
    }, response)
  const asked = () => app.evaluate(() => (globalThis as { asked?: number }).asked)
  await answerWith(2)
  await app.evaluate(({ app: electron }) => electron.quit())
  await expect.poll(asked).toBe(1)
  await expect(page.getByTestId('dirty')).toBeVisible()
  await expect(other.getByTestId('dirty')).toBeVisible()

  // Don't Save
  await answerWith(1)
  const child = app.process()
  const ended = new Promise(resolve => child.once('exit', resolve))
  await app.evaluate(({ app: electron }) => electron.quit())
  expect(await ended).toBe(0)
})
