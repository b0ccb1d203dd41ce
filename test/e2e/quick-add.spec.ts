import { expect, type Page, test } from '@playwright/test'
import { dragNode } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
  await launched.page.getByTestId('start-new').click()
})

test.afterEach(async () => {
  await launched?.close()
})

const nodes = (page: Page) => page.locator('.react-flow__node')
const edges = (page: Page) => page.locator('.react-flow__edge')

async function centreOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not on the screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Drags from the dot on one side of a node to a point, and keeps the button down. */
async function pull(page: Page, id: string, side: 'source' | 'target', x: number, y: number) {
  const dot = await centreOf(page, `.react-flow__node[data-id="${id}"] .react-flow__handle.${side}`)
  await page.mouse.move(dot.x, dot.y)
  await page.mouse.down()
  await page.mouse.move((dot.x + x) / 2, (dot.y + y) / 2, { steps: 4 })
  await page.mouse.move(x, y, { steps: 4 })
}

test('a double click on the canvas searches for a node and adds it there', async () => {
  const { page, errors } = launched
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  const at = { x: canvas.x + 300, y: canvas.y + 180 }
  await page.mouse.dblclick(at.x, at.y)
  const search = page.getByTestId('quick-add-search')
  await expect(search).toBeFocused()
  await expect(page.getByTestId('quick-add-dense')).toBeVisible()

  await search.fill('zzzz')
  await expect(page.getByTestId('quick-add')).toContainText('zzzz')
  await search.fill('완전 연결')
  await expect(page.getByTestId('quick-add').getByRole('option').first()).toContainText('Dense')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('quick-add')).toBeHidden()
  await expect(nodes(page)).toHaveCount(0)

  await page.mouse.dblclick(at.x, at.y)
  await search.fill('gelu')
  await page.keyboard.press('Enter')
  await expect(nodes(page)).toHaveCount(1)
  await expect(page.getByTestId('node-gelu1')).toContainText('GELU')
  const middle = await centreOf(page, '[data-testid="node-gelu1"]')
  expect(Math.abs(middle.x - at.x)).toBeLessThanOrEqual(8)
  expect(Math.abs(middle.y - at.y)).toBeLessThanOrEqual(8)

  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(0)
  expect(errors).toEqual([])
})

test('an edge dropped on empty canvas gets its node and its wire as one step', async () => {
  const { page, errors } = launched
  await dragNode(page, 'dense', 300, 160)
  const dense = await centreOf(page, '[data-testid="node-dense1"]')

  await pull(page, 'dense1', 'source', dense.x + 200, dense.y + 70)
  await page.mouse.up()
  await expect(page.getByTestId('quick-add-search')).toBeFocused()
  // A data set takes no input, so an output cannot lead to it.
  await expect(page.getByTestId('quick-add-data')).toHaveCount(0)
  await page.getByTestId('quick-add-dropout').click()
  await expect(nodes(page)).toHaveCount(2)
  await expect(edges(page)).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(1)
  await expect(edges(page)).toHaveCount(0)

  await pull(page, 'dense1', 'target', dense.x - 200, dense.y + 70)
  await page.mouse.up()
  await expect(page.getByTestId('quick-add-loss')).toHaveCount(0)
  await page.getByTestId('quick-add-search').fill('mnist')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('edge-shape')).toHaveText('64×784')

  await pull(page, 'dense1', 'source', dense.x + 200, dense.y + 70)
  await page.mouse.up()
  await page.keyboard.press('Escape')
  await expect(nodes(page)).toHaveCount(2)
  expect(errors).toEqual([])
})

test('a key adds one node after another, each wired to the one before', async () => {
  const { page, errors } = launched
  for (const name of ['data', 'dense', 'relu', 'loss']) {
    await page.keyboard.press('a')
    await page.getByTestId('quick-add-search').pressSequentially(name)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('quick-add')).toBeHidden()
  }
  await expect(nodes(page)).toHaveCount(4)
  await expect(edges(page)).toHaveCount(3)
  expect(errors).toEqual([])
})

test('while an edge is drawn, nodes it cannot go to step back and say why', async () => {
  const { page, errors } = launched
  await dragNode(page, 'dense', 120, 120)
  await dragNode(page, 'activation', 420, 120)
  await dragNode(page, 'data', 420, 260)
  const relu = await centreOf(page, '[data-testid="node-relu1"]')
  await pull(page, 'dense1', 'source', relu.x, relu.y - 80)
  const opacity = (id: string) =>
    page.getByTestId(`node-${id}`).evaluate(element => Number(getComputedStyle(element).opacity))
  expect(await opacity('data1')).toBeLessThan(0.4)
  expect(await opacity('relu1')).toBe(1)
  await expect(page.getByTestId('connection-hint')).toHaveCount(0)

  const data = await centreOf(page, '[data-testid="node-data1"]')
  await page.mouse.move(data.x, data.y, { steps: 4 })
  await expect(page.getByTestId('connection-hint')).toHaveText('Data set "data1" takes no input.')
  await page.mouse.move(relu.x, relu.y, { steps: 4 })
  await page.mouse.up()
  await expect(edges(page)).toHaveCount(1)
  expect(await opacity('data1')).toBe(1)
  expect(errors).toEqual([])
})
