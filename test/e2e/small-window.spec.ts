import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('theme and language cover no card of a small start screen', async () => {
  const { app, page } = launched
  await expect(page.getByTestId('example-mnist-relu')).toBeVisible()
  const resize = (width: number, height: number) =>
    app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(...size),
      [width, height] as const,
    )
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const)
  await resize(1024, 700)
  await expect.poll(() => page.evaluate(() => innerHeight)).toBe(700)
  const preferences = page.locator('.start-foot')
  await expect(preferences.getByTestId('language')).toBeInViewport({ ratio: 1 })
  const cards = await page.locator('.start-scroll').boundingBox()
  const { y } = (await preferences.boundingBox())!
  expect(cards!.y + cards!.height).toBeLessThanOrEqual(y)
  const last = page.locator('.start-scroll button').last()
  await last.scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport({ ratio: 1 })
  await resize(width, height)
  await expect.poll(() => page.evaluate(() => innerHeight)).toBe(height)
})

test('a small window keeps the name of the document and the whole graph in sight', async () => {
  const { app, page, errors } = launched
  await page.getByTestId('example-vanishing-sigmoid').click()
  await expect(page.getByTestId('node-loss1')).toBeInViewport({ ratio: 1 })
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setContentSize(960, 600),
  )
  await expect(page.getByTestId('node-sigmoid2')).toBeInViewport({ ratio: 1 })
  const canvas = (await page.getByTestId('canvas').boundingBox())!
  for (const id of ['data1', 'sigmoid2', 'loss1']) {
    const box = (await page.getByTestId(`node-${id}`).boundingBox())!
    expect(box.x, id).toBeGreaterThanOrEqual(canvas.x)
    expect(box.x + box.width, id).toBeLessThanOrEqual(canvas.x + canvas.width)
    expect(box.y + box.height, id).toBeLessThanOrEqual(canvas.y + canvas.height)
  }
  expect((await page.getByTestId('document-name').boundingBox())!.width).toBeGreaterThan(60)
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  expect(errors).toEqual([])
})

test('a border gripped from the side of the canvas moves, and nothing is selected', async () => {
  const { page } = launched
  const canvas = page.getByTestId('canvas')
  const before = (await canvas.boundingBox())!
  // Two pixels into the canvas: still the border, as the pointer shows.
  await page.mouse.move(before.x + 2, before.y + 60)
  await page.mouse.down()
  await page.mouse.move(before.x + 42, before.y + 90, { steps: 4 })
  await expect(page.locator('.react-flow__selection')).toHaveCount(0)
  await page.mouse.up()
  await page.mouse.move(before.x + 200, before.y + 120)
  await expect(page.locator('.react-flow__selection')).toHaveCount(0)
  expect((await canvas.boundingBox())!.x).toBeCloseTo(before.x + 40, -1)
})

test('magnified twice, no control of the bars covers another or leaves the window', async () => {
  const { app, page, errors } = launched
  await page.getByTestId('train').click()
  await expect(page.getByTestId('test-accuracy')).toBeVisible({ timeout: 60_000 })
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window!.setContentSize(1280, 800)
    window!.webContents.setZoomFactor(2)
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(640)
  for (const bar of ['.top-bar', '.status-bar']) {
    const spans = await page.evaluate(
      selector =>
        [...document.querySelectorAll(`${selector} :is(button, output, h1)`)]
          .map(element => element.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ left, right }) => [left, right] as const)
          .toSorted((a, b) => a[0] - b[0]),
      bar,
    )
    expect(spans.length, bar).toBeGreaterThan(2)
    for (const [index, [left, right]] of spans.entries()) {
      expect(right, bar).toBeLessThanOrEqual(640)
      expect(left, bar).toBeGreaterThanOrEqual((spans[index - 1]?.[1] ?? 0) - 1)
    }
  }
  expect(errors).toEqual([])
})
