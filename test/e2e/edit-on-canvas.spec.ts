import { expect, type Page, test } from '@playwright/test'
import { connect, dragNode } from './support/editor'
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

async function boxOf(page: Page, testId: string) {
  const box = await page.getByTestId(testId).boundingBox()
  if (!box) throw new Error(`${testId} is not on the screen`)
  return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  // A drag counts from where it is felt to begin.
  await page.mouse.move(from.x + 2, from.y)
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
}

test('what is dropped on an edge goes into it, from the palette and from the canvas', async () => {
  const { page, errors } = launched
  await page.getByTestId('start-new').click()
  await dragNode(page, 'data', 120, 120)
  await dragNode(page, 'dense', 520, 120)
  await connect(page, 'data1', 'dense1')
  await expect(edges(page)).toHaveCount(1)

  const canvas = await boxOf(page, 'canvas')
  const between = { x: canvas.x + 320, y: canvas.y + 120 }
  const item = await boxOf(page, 'palette-dropout')
  await drag(page, item.middle, between)
  await expect(page.locator('.edge-drop')).toHaveCount(1)
  await page.mouse.up()
  await expect(edges(page)).toHaveCount(2)
  await expect(page.locator('.edge-drop')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(2)
  await expect(edges(page)).toHaveCount(1)

  await dragNode(page, 'activation', 320, 260)
  const relu = await boxOf(page, 'node-relu1')
  await drag(page, relu.middle, between)
  await expect(page.locator('.edge-drop')).toHaveCount(1)
  await page.mouse.up()
  await expect(edges(page)).toHaveCount(2)
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Insert relu1 on an edge')
  await page.keyboard.press('Control+z')
  await expect(edges(page)).toHaveCount(1)
  expect((await boxOf(page, 'node-relu1')).y).toBe(relu.y)
  expect(errors).toEqual([])
})

test('nodes make room for one that is dropped between them', async () => {
  const { page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  const [before, after] = [await boxOf(page, 'node-dense1'), await boxOf(page, 'node-relu1')]
  const between = { x: (before.middle.x + after.middle.x) / 2, y: after.middle.y }
  await drag(page, (await boxOf(page, 'palette-batchNorm')).middle, between)
  await page.mouse.up()
  await expect(nodes(page)).toHaveCount(8)
  const [first, added, next] = [
    await boxOf(page, 'node-dense1'),
    await boxOf(page, 'node-batchNorm1'),
    await boxOf(page, 'node-relu1'),
  ]
  expect(added.x).toBeGreaterThan(first.x + first.width)
  expect(next.x).toBeGreaterThan(added.x + added.width)
  expect(added.y).toBe(next.y)
  await page.keyboard.press('Control+z')
  await expect(nodes(page)).toHaveCount(7)
  expect(errors).toEqual([])
})

test('a frame is put around nodes, renamed, coloured, resized, and takes them along', async () => {
  const { page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  const first = await boxOf(page, 'node-dense1')
  const second = await boxOf(page, 'node-relu1')
  const outside = await boxOf(page, 'node-dense2')
  await drag(
    page,
    { x: first.x - 8, y: first.y - 20 },
    { x: second.x + second.width + 4, y: second.y + second.height + 8 },
  )
  await page.mouse.up()
  await page.keyboard.press('Control+g')
  const frame = page.getByTestId('frame-frame1')
  await expect(frame).toBeVisible()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Add a frame')

  const before = await boxOf(page, 'frame-frame1')
  const title = { x: before.x + 30, y: before.y + 12 }
  await page.mouse.dblclick(title.x, title.y)
  await page.getByTestId('frame-title-input').fill('Encoder')
  await page.keyboard.press('Enter')
  await expect(frame).toContainText('Encoder')
  await page.keyboard.press('F2')
  await expect(page.getByTestId('frame-title-input')).toBeFocused()
  await page.keyboard.type('Decoder')
  await page.keyboard.press('Escape')
  await expect(frame).toContainText('Encoder')
  await page.getByTestId('frame-color-green').click()
  await expect(frame).toHaveAttribute('data-color', 'green')

  await drag(page, title, { x: title.x, y: title.y + 64 })
  await page.mouse.up()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Move Encoder')
  const moved = await boxOf(page, 'frame-frame1')
  expect(moved.y).toBeGreaterThan(before.y + 40)
  const by = moved.y - before.y
  expect((await boxOf(page, 'node-dense1')).y).toBeCloseTo(first.y + by, 0)
  expect((await boxOf(page, 'node-relu1')).y).toBeCloseTo(second.y + by, 0)
  expect((await boxOf(page, 'node-dense2')).y).toBe(outside.y)
  await page.keyboard.press('Control+z')
  expect((await boxOf(page, 'node-dense1')).y).toBeCloseTo(first.y, 0)
  expect((await boxOf(page, 'frame-frame1')).y).toBeCloseTo(before.y, 0)

  const corner = { x: before.x + before.width, y: before.y + before.height }
  await drag(page, corner, { x: corner.x + 40, y: corner.y + 60 })
  await page.mouse.up()
  const resized = await boxOf(page, 'frame-frame1')
  expect(resized.height).toBeGreaterThan(before.height + 40)
  expect(resized.x).toBeCloseTo(before.x, 0)
  await page.keyboard.press('Control+z')
  expect((await boxOf(page, 'frame-frame1')).height).toBeCloseTo(before.height, 0)

  // Inside a frame the canvas is as elsewhere: a box selects what stands there, not the frame.
  await drag(page, { x: first.x - 8, y: first.y - 10 }, { x: first.x + 30, y: first.y + 20 })
  await page.mouse.up()
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1)
  await expect(page.getByTestId('node-dense1')).toHaveAttribute('data-selected', 'true')
  expect(errors).toEqual([])
})

test('a note is written in place', async () => {
  const { page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  await expect(nodes(page)).toHaveCount(7)
  await page.keyboard.press('Shift+N')
  await page.getByTestId('note-input').fill('Try tanh here')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('frame-note1')).toHaveText('Try tanh here')
  await page.getByTestId('frame-note1').dblclick()
  await page.getByTestId('note-input').fill('never mind')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('frame-note1')).toHaveText('Try tanh here')
  await page.keyboard.press('F2')
  await expect(page.getByTestId('note-input')).toBeFocused()
  await page.keyboard.type(', or ELU')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('frame-note1')).toHaveText('Try tanh here, or ELU')
  expect(errors).toEqual([])
})

test('a node that is dragged comes into line with its neighbours', async () => {
  const { page, errors } = launched
  await page.getByTestId('start-new').click()
  await dragNode(page, 'dense', 200, 120)
  await dragNode(page, 'dense', 330, 260)
  const target = await boxOf(page, 'node-dense1')
  const moving = await boxOf(page, 'node-dense2')
  const off = target.x - moving.x + 2
  await drag(page, moving.middle, { x: moving.middle.x + off, y: moving.middle.y })
  await expect(page.getByTestId('guides')).toHaveCount(1)
  await page.mouse.up()
  await expect(page.getByTestId('guides')).toHaveCount(0)
  expect((await boxOf(page, 'node-dense2')).x).toBe(target.x)
  expect(errors).toEqual([])
})
