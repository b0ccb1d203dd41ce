import { expect, type Locator, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
})

test.afterEach(async () => {
  await launched?.close()
})

const nodes = (page: Page) => page.locator('.react-flow__node-graph')
const edges = (page: Page) => page.locator('.react-flow__edge')

function node(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`)
}

async function choose(page: Page, id: string, modifiers: 'Shift'[] = []): Promise<void> {
  await node(page, id).click({ position: { x: 60, y: 12 }, modifiers })
  await expect(node(page, id)).toHaveClass(/selected/)
}

test('nodes are bypassed, duplicated and deleted by keys, and the gap closes', async () => {
  const { page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  const total = await nodes(page).count()
  const drawn = await edges(page).count()

  await choose(page, 'relu1')
  await page.keyboard.press('b')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Bypass relu1')
  await expect(page.getByTestId('node-relu1')).toHaveAttribute('data-bypassed', 'true')
  await expect(page.getByTestId('train')).toBeEnabled()
  await page.keyboard.press('b')
  await expect(page.getByTestId('node-relu1')).not.toHaveAttribute('data-bypassed', 'true')

  await choose(page, 'relu1')
  await page.keyboard.press('Delete')
  await expect(nodes(page)).toHaveCount(total - 1)
  await expect(edges(page)).toHaveCount(drawn - 1)
  await expect(page.locator('[data-id="dense1.y>dense2.x"]')).toHaveCount(1)
  await expect(page.getByTestId('train')).toBeEnabled()
  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(total)

  await choose(page, 'relu1')
  await page.keyboard.press('Control+Delete')
  await expect(edges(page)).toHaveCount(drawn - 2)
  await page.keyboard.press('Control+z')

  await choose(page, 'dense1')
  await choose(page, 'relu1', ['Shift'])
  await page.keyboard.press('Control+d')
  await expect(nodes(page)).toHaveCount(total + 2)
  await expect(edges(page)).toHaveCount(drawn + 1)
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Duplicate 2 items')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  expect(errors).toEqual([])
})

test('what is copied in one window is pasted in another, and foreign text changes nothing', async () => {
  const { app, page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  const total = await nodes(page).count()
  const drawn = await edges(page).count()
  await page.getByTestId('node-dense1').click({ position: { x: 60, y: 12 } })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('"gradscopeClipboard": 1')

  const opened = app.waitForEvent('window')
  await page.evaluate(() => window.gradscope.request('window.new', undefined))
  const other = await opened
  await other.getByTestId('start-new').click()
  await expect(nodes(other)).toHaveCount(0)
  await other.getByTestId('canvas').click({ position: { x: 300, y: 60 } })
  await other.keyboard.press('Control+v')
  await expect(nodes(other)).toHaveCount(total)
  await expect(edges(other)).toHaveCount(drawn)
  await expect(other.locator('.react-flow__node.selected')).toHaveCount(total)
  await expect(other.getByTestId('train')).toBeEnabled()
  await other.keyboard.press('Control+z')
  await expect(nodes(other)).toHaveCount(0)
  // The first window has not changed.
  await expect(nodes(page)).toHaveCount(total)
  await expect(page.getByTestId('dirty')).toHaveCount(0)

  await app.evaluate(({ clipboard }) => clipboard.writeText('Dear all, see the attached file.'))
  await other.keyboard.press('Control+v')
  await expect(other.getByText('Nothing to paste')).toBeVisible()
  await expect(nodes(other)).toHaveCount(0)
  expect(errors).toEqual([])
})

test('in a text field the keys of the clipboard are the field’s', async () => {
  const { app, page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  const total = await nodes(page).count()
  await choose(page, 'dense1')
  await page.keyboard.press('Control+c')
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('"dense1"')
  const field = page.getByTestId('attr-units')
  await app.evaluate(({ clipboard }) => clipboard.writeText('77'))
  await field.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+v')
  await expect(field).toHaveValue('77')
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+x')
  await expect(field).toHaveValue('')
  await expect(nodes(page)).toHaveCount(total)
  expect(errors).toEqual([])
})
