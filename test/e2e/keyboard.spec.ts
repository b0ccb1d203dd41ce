import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
})

test.afterEach(async () => {
  await launched?.close()
})

const nodes = (page: Page) => page.locator('.react-flow__node')
const edges = (page: Page) => page.locator('.react-flow__edge')
const selected = (page: Page) => page.locator('.react-flow__node.selected')

async function start(page: Page) {
  await expect(page.getByTestId('start-new')).toBeVisible()
  await page.keyboard.press('Control+n')
  await expect(page.getByTestId('canvas-empty')).toBeVisible()
}

/** Adds a node by the search that A opens; after the selected one, if one is. */
async function add(page: Page, query: string, id: string) {
  await page.keyboard.press('a')
  await expect(page.getByTestId('quick-add-search')).toBeFocused()
  await page.keyboard.type(query)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId(`node-${id}`)).toBeVisible()
  await expect(page.getByTestId('quick-add')).toHaveCount(0)
}

/** Searches in the picker that a key opens, and takes the first line. */
async function pick(page: Page, key: string, query: string) {
  await page.keyboard.press(key)
  await expect(page.getByTestId('picker-input')).toBeFocused()
  await page.keyboard.type(query)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('picker')).toHaveCount(0)
}

async function expectSelected(page: Page, id: string) {
  await expect(selected(page)).toHaveCount(1)
  await expect(selected(page)).toHaveAttribute('data-id', id)
}

async function tabTo(page: Page, testId: string) {
  const target = page.getByTestId(testId)
  const hasFocus = () => target.evaluate(element => element === document.activeElement)
  for (let presses = 0; presses < 60; presses++) {
    if (await hasFocus()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${testId}`)
}

test('a network is built from nothing, set up and trained by the keyboard alone', async () => {
  test.setTimeout(180_000)
  const { page, errors } = launched
  await start(page)
  await add(page, 'data', 'data1')
  await add(page, 'dense', 'dense1')
  await expect(edges(page)).toHaveCount(1)

  // Without a selection a node comes unconnected; C connects it.
  await page.keyboard.press('Escape')
  await expect(selected(page)).toHaveCount(0)
  await add(page, 'relu', 'relu1')
  await expect(edges(page)).toHaveCount(1)
  await pick(page, 'Control+p', 'dense1')
  await expectSelected(page, 'dense1')
  await expect(page.locator('.react-flow__node[data-id="dense1"]')).toBeFocused()
  await page.keyboard.press('c')
  const lines = page.getByTestId('picker').getByRole('option')
  await expect(lines).toHaveCount(2)
  await expect(page.getByTestId('picker-relu1.x')).not.toHaveAttribute('aria-disabled')
  await expect(page.getByTestId('picker-data1.x')).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByTestId('picker-data1.x')).toContainText('takes no input')
  await page.keyboard.press('Enter')
  await expect(edges(page)).toHaveCount(2)

  await page.keyboard.press('Alt+ArrowRight')
  await expectSelected(page, 'relu1')
  await add(page, 'dense', 'dense2')
  await add(page, 'loss', 'loss1')
  await expect(edges(page)).toHaveCount(4)

  await page.keyboard.press('Alt+ArrowLeft')
  await expectSelected(page, 'dense2')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('attr-units')).toBeFocused()
  await page.keyboard.type('10')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('attr-units')).toHaveValue('10')
  await page.keyboard.press('Escape')
  await expect(page.locator('.react-flow__node[data-id="dense2"]')).toBeFocused()
  await expect(page.getByTestId('node-problem')).toHaveCount(0)

  await page.keyboard.press('Escape')
  await expect(selected(page)).toHaveCount(0)
  await page.keyboard.press('F6')
  await tabTo(page, 'attr-epochs')
  await page.keyboard.type('1')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 120_000 })
  await expect(page.getByTestId('test-accuracy')).toBeVisible()
  expect(errors).toEqual([])
})

test('F6 goes through the panes and to a message, which covers nothing but the canvas', async () => {
  const { app, page, errors } = launched
  await start(page)
  await page.locator('.react-flow__pane').click()
  await app.evaluate(({ clipboard }) => clipboard.writeText('no graph'))
  await page.keyboard.press('Control+v')
  const message = page.getByTestId('toast')
  await expect(message).toContainText('Nothing to paste')
  // It stays as long as the pointer is on it.
  await message.hover()
  await expect(page.getByRole('region', { name: 'Messages' })).toHaveCount(1)
  const outer = (await page.getByTestId('canvas').boundingBox())!
  await expect(async () => {
    const inner = (await message.boundingBox())!
    expect(inner.x).toBeGreaterThan(outer.x)
    expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width)
    expect(inner.y + inner.height).toBeLessThan(outer.y + outer.height)
  }).toPass()

  await page.keyboard.press('F6')
  await expect(page.getByTestId('attr-optimizer')).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByTestId('panel-tab-gradients')).toBeFocused()
  await page.keyboard.press('F6')
  await expect(message).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(message).toHaveCount(0)
  await expect(page.locator('.react-flow')).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(page.getByTestId('palette-search')).toBeFocused()
  expect(errors).toEqual([])
})

test('nodes are renamed, moved, found, disconnected and deleted by keys, and undone by name', async () => {
  const { app, page, errors } = launched
  await start(page)
  await add(page, 'data', 'data1')
  await add(page, 'dense', 'dense1')
  await add(page, 'loss', 'loss1')

  await page.keyboard.press('Alt+ArrowLeft')
  await expectSelected(page, 'dense1')
  await page.keyboard.press('F2')
  await expect(page.getByTestId('attr-label')).toBeFocused()
  await page.keyboard.type('hidden')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('node-dense1')).toContainText('hidden')

  const left = async () => (await page.getByTestId('node-dense1').boundingBox())!.x
  const before = await left()
  await page.keyboard.press('ArrowRight')
  await expect.poll(left).toBeGreaterThan(before)
  const undoLabel = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('edit.undo')?.label)
  await expect.poll(undoLabel).toMatch(/Undo.*Move hidden/)
  await page.keyboard.press('Control+z')
  await expect.poll(left).toBe(before)
  await expect.poll(undoLabel).toMatch(/Undo.*Rename/)

  await page.keyboard.press('x')
  await expect(page.getByTestId('picker').getByRole('option')).toHaveCount(2)
  await page.keyboard.type('loss')
  await page.keyboard.press('Enter')
  await expect(edges(page)).toHaveCount(1)

  await pick(page, 'Control+p', 'hid')
  await expectSelected(page, 'dense1')
  await page.keyboard.press('Delete')
  await expect(nodes(page)).toHaveCount(2)
  await pick(page, 'Control+Shift+p', 'undo')
  await expect(nodes(page)).toHaveCount(3)
  expect(errors).toEqual([])
})

test('the sheet of shortcuts comes by F1 and from the native menu, and goes by Escape', async () => {
  const { app, page, errors } = launched
  await start(page)
  const help = page.getByTestId('help')
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('help.shortcuts')?.click()
  })
  await expect(help).toBeVisible()
  await expect(help).toContainText('Command palette')
  await expect(help).toContainText('Ctrl+Shift+P')
  await expect(help).toContainText('Double-click')
  await page.getByTestId('help-close').click()
  await expect(help).toHaveCount(0)

  await page.keyboard.press('F1')
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a graph is arranged in the background as one step, and all of it can be read', async () => {
  test.setTimeout(90_000)
  const { page, errors } = launched
  await page.getByTestId('example-vanishing-sigmoid').click()
  await expect(nodes(page)).toHaveCount(19)
  const rows = () =>
    nodes(page).evaluateAll(
      all => new Set(all.map(node => Math.round(node.getBoundingClientRect().top))).size,
    )
  const before = await rows()
  await pick(page, 'Control+p', 'dense4')
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(rows).toBe(before + 1)
  await page.keyboard.press('Control+Shift+L')
  await expect.poll(rows).toBeLessThanOrEqual(before)
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  await expect
    .poll(async () => {
      const boxes = await Promise.all((await nodes(page).all()).map(node => node.boundingBox()))
      return boxes.every(
        box => box && box.x >= canvas.x && box.x + box.width <= canvas.x + canvas.width,
      )
    })
    .toBe(true)
  const zoom = await page.locator('.zoom-level').textContent()
  expect(Number.parseInt(zoom ?? '', 10)).toBeGreaterThan(50)
  await page.keyboard.press('Control+z')
  await expect.poll(rows).toBe(before + 1)
  expect(errors).toEqual([])
})

test('panes are put away and come back, and the view zooms', async () => {
  const { page, errors } = launched
  await start(page)
  await add(page, 'dense', 'dense1')
  await page.keyboard.press('Control+b')
  await expect(page.getByTestId('palette-search')).toHaveCount(0)
  await page.keyboard.press('Control+j')
  await expect(page.locator('.dock')).toHaveCount(0)
  await page.keyboard.press('Control+Alt+b')
  await expect(page.getByTestId('inspector')).toHaveCount(0)
  // What needs the inspector brings it back.
  await page.keyboard.press('F2')
  await expect(page.getByTestId('attr-label')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+b')
  await expect(page.getByTestId('palette-search')).toBeVisible()
  await page.keyboard.press('Control+j')
  await expect(page.locator('.dock')).toBeVisible()

  const zoom = page.locator('.zoom-level')
  await page.keyboard.press('Control+=')
  await expect(zoom).toHaveText('120 %')
  await page.keyboard.press('Control+0')
  await expect(zoom).toHaveText('100 %')
  await page.keyboard.press('f')
  await expect(zoom).toHaveText('150 %')
  expect(errors).toEqual([])
})
