import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('a network of twelve layers takes fewer than ten gestures from an empty canvas', async () => {
  const { page, errors } = launched
  let gestures = 0
  /** One thing the hand does: a click, a key, a word typed, a choice made. */
  const gesture = async (act: () => Promise<unknown>) => {
    gestures++
    await act()
  }
  await page.getByTestId('start-new').click()

  await gesture(() => page.getByTestId('palette-data').click())
  await gesture(() => page.getByTestId('palette-stack').click())
  await gesture(() => page.getByTestId('attr-stack-count').fill('11'))
  await gesture(() => page.getByTestId('stack-insert').click())
  await expect(page.locator('.react-flow__node')).toHaveCount(23)
  // Eleven hidden layers, and the one that gives ten classes.
  await gesture(() => page.getByTestId('palette-dense').click())
  await gesture(() => page.getByTestId('attr-units').fill('10'))
  await gesture(() => page.getByTestId('attr-units').press('Enter'))
  await gesture(() => page.getByTestId('palette-loss').click())

  await expect(page.locator('.react-flow__node')).toHaveCount(25)
  await expect(page.locator('.react-flow__edge')).toHaveCount(24)
  await expect(
    page.locator('.react-flow__node [data-kind="dense"], .node[data-kind="dense"]'),
  ).toHaveCount(12)
  await expect(page.getByTestId('node-problem')).toHaveCount(0)
  await expect(page.getByTestId('train')).toBeEnabled()
  expect(gestures).toBeLessThan(10)

  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Insert 11 layers')
  await page.keyboard.press('Control+z')
  await expect(page.locator('.react-flow__node')).toHaveCount(1)
  expect(errors).toEqual([])
})

test('the form makes what it says: activation, norm, dropout and skip connections', async () => {
  const { page, errors } = launched
  await page.getByTestId('node-data1').click()
  await page.keyboard.press('a')
  await page.getByTestId('quick-add-search').fill('stack')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('stack-form')).toContainText('data1')
  const count = page.getByTestId('attr-stack-count')
  await count.fill('0')
  await count.press('Tab')
  await expect(page.getByTestId('stack-form').getByRole('alert')).toBeVisible()
  await count.fill('4')
  await page.getByTestId('attr-stack-activation').click()
  await page.getByTestId('option-tanh').click()
  await page.getByTestId('attr-stack-skip').fill('2')
  await page.getByTestId('attr-stack-batchNorm').click()
  await page.getByTestId('attr-stack-dropout').fill('0.3')
  // Enter in a field takes it over and inserts.
  await page.getByTestId('attr-stack-dropout').press('Enter')
  const kinds = await page
    .locator('.node')
    .evaluateAll(all => all.map(element => (element as HTMLElement).dataset.kind))
  const countOf = (kind: string) => kinds.filter(found => found === kind).length
  expect(countOf('dense')).toBe(4)
  expect(countOf('batchNorm')).toBe(4)
  expect(countOf('dropout')).toBe(4)
  expect(countOf('activation')).toBe(4)
  expect(countOf('add')).toBeGreaterThan(0)
  expect(errors).toEqual([])
})
