import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-mnist-relu').click()
})

test.afterEach(async () => {
  await launched?.close()
})

const nodes = (page: Page) => page.locator('.react-flow__node-graph')
const edges = (page: Page) => page.locator('.react-flow__edge')
const undo = (page: Page) => page.getByTestId('undo')

async function openMenu(page: Page, testId: string) {
  await page.getByTestId(testId).click({ button: 'right', position: { x: 60, y: 30 } })
  await expect(page.getByTestId('canvas-menu')).toBeVisible()
}

async function choose(page: Page, testId: string) {
  await page.getByTestId(testId).click()
  // Only then has the canvas the keyboard again.
  await expect(page.getByTestId('canvas-menu')).toBeHidden()
}

/** Opens the menu of the edge between two nodes that stand in one row. */
async function openEdgeMenu(page: Page, from: string, to: string) {
  const a = (await page.getByTestId(`node-${from}`).boundingBox())!
  const b = (await page.getByTestId(`node-${to}`).boundingBox())!
  await page.mouse.click((a.x + a.width + b.x) / 2, a.y + a.height / 2, { button: 'right' })
  await expect(page.getByTestId('canvas-menu')).toBeVisible()
}

test('a node is bypassed, replaced, duplicated and deleted by its menu', async () => {
  const { page, errors } = launched
  await openMenu(page, 'node-relu1')
  await choose(page, 'menu-edit.bypass')
  await expect(page.getByTestId('node-relu1')).toHaveAttribute('data-bypassed', 'true')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('node-relu1')).not.toHaveAttribute('data-bypassed')

  await openMenu(page, 'node-relu1')
  await choose(page, 'menu.replace')
  await page.getByTestId('quick-add-search').fill('tanh')
  await page.keyboard.press('Enter')
  await expect(page.locator('.node', { hasText: 'Tanh' })).toHaveCount(1)
  await expect(nodes(page)).toHaveCount(7)
  await expect(edges(page)).toHaveCount(6)
  await page.keyboard.press('Control+z')

  await openMenu(page, 'node-relu1')
  await choose(page, 'menu-edit.duplicate')
  await expect(nodes(page)).toHaveCount(8)
  await page.keyboard.press('Control+z')

  await openMenu(page, 'node-relu1')
  await choose(page, 'menu-edit.delete')
  await expect(nodes(page)).toHaveCount(6)
  await expect(edges(page)).toHaveCount(5)
  await page.keyboard.press('Control+z')
  await openMenu(page, 'node-relu1')
  await choose(page, 'menu-edit.deleteOnly')
  await expect(edges(page)).toHaveCount(4)
  expect(errors).toEqual([])
})

test('what cannot be done with a node is there, and says why', async () => {
  const { page } = launched
  await openMenu(page, 'node-loss1')
  const connect = page.getByTestId('menu-edit.connect')
  await expect(connect).toHaveAttribute('aria-disabled', 'true')
  await expect(connect.locator('.menu-reason')).not.toBeEmpty()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('canvas-menu')).toBeHidden()
})

test('a node is inserted by the menu of an edge as one step', async () => {
  const { page, errors } = launched
  await openEdgeMenu(page, 'dense1', 'relu1')
  await choose(page, 'menu.insert')
  // A loss has no output, so it cannot stand between two nodes.
  await expect(page.getByTestId('quick-add-loss')).toHaveCount(0)
  await page.getByTestId('quick-add-batchNorm').click()
  await expect(nodes(page)).toHaveCount(8)
  await expect(edges(page)).toHaveCount(7)
  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(7)
  await expect(edges(page)).toHaveCount(6)

  await openEdgeMenu(page, 'dense1', 'relu1')
  await choose(page, 'menu-edit.delete')
  await expect(edges(page)).toHaveCount(5)
  expect(errors).toEqual([])
})

test('several nodes are aligned and framed by their menu, and stay selected', async () => {
  const { page, errors } = launched
  await page.getByTestId('node-data1').click({ position: { x: 60, y: 30 } })
  await page.getByTestId('node-relu2').click({ position: { x: 60, y: 30 }, modifiers: ['Shift'] })
  await page.getByTestId('node-dense2').click({ position: { x: 60, y: 30 }, modifiers: ['Shift'] })
  await openMenu(page, 'node-dense2')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(3)
  await page.getByTestId('menu.align').click()
  await choose(page, 'menu-edit.alignTop')
  await expect(undo(page)).toHaveAccessibleName('Undo: Align top')
  const top = async (id: string) => (await page.getByTestId(`node-${id}`).boundingBox())!.y
  expect(await top('relu2')).toBeCloseTo(await top('data1'), 0)
  await page.keyboard.press('Control+z')

  await openMenu(page, 'node-dense2')
  await choose(page, 'menu-insert.frame')
  await expect(page.getByTestId('frame-frame1')).toBeVisible()
  expect(errors).toEqual([])
})

test('a frame is renamed and a note written by their menus', async () => {
  const { page, errors } = launched
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  const ground = { x: canvas.x + 420, y: canvas.y + canvas.height - 60 }
  await page.getByTestId('node-relu2').click({ position: { x: 60, y: 30 } })
  await openMenu(page, 'node-relu2')
  await choose(page, 'menu-insert.frame')
  const frame = page.getByTestId('frame-frame1')
  await expect(frame).toBeVisible()
  await page.keyboard.press('Escape')
  await frame.click({ button: 'right', position: { x: 8, y: 8 } })
  await expect(page.getByTestId('menu-edit.rename')).toContainText('F2')
  await choose(page, 'menu-edit.rename')
  await page.keyboard.type('Hidden layers')
  await page.keyboard.press('Enter')
  await expect(frame).toHaveAccessibleName('Hidden layers')

  await page.mouse.click(ground.x, ground.y, { button: 'right' })
  await choose(page, 'menu.addNote')
  await page.getByTestId('note-input').fill('ReLU keeps')
  await page.keyboard.press('Control+Enter')
  const note = page.locator('.frame[data-note]')
  await note.click({ button: 'right' })
  await choose(page, 'menu.write')
  await expect(page.getByTestId('note-input')).toBeFocused()
  await page.getByTestId('note-input').fill('ReLU keeps the gradient')
  await page.keyboard.press('Control+Enter')
  await expect(note).toContainText('ReLU keeps the gradient')
  expect(errors).toEqual([])
})

test('the ground adds nodes, notes and stacks where it was clicked', async () => {
  const { page, errors } = launched
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  const at = { x: canvas.x + 420, y: canvas.y + canvas.height - 60 }
  await page.getByTestId('node-data1').click({ position: { x: 60, y: 30 } })
  await page.mouse.click(at.x, at.y, { button: 'right' })
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0)
  await choose(page, 'menu.addNode')
  await page.getByTestId('quick-add-search').fill('dropout')
  await page.keyboard.press('Enter')
  const added = (await page.getByTestId('node-dropout1').boundingBox())!
  expect(Math.abs(added.x + added.width / 2 - at.x)).toBeLessThanOrEqual(8)
  await page.keyboard.press('Control+z')

  await page.mouse.click(at.x, at.y, { button: 'right' })
  await choose(page, 'menu.addNote')
  await expect(page.getByTestId('note-input')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.mouse.click(canvas.x + 20, canvas.y + 20, { button: 'right' })
  await choose(page, 'stack.open')
  await expect(page.getByTestId('stack-form')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('stack-form')).toBeHidden()
  expect(errors).toEqual([])
})
