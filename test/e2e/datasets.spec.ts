import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-mnist-relu').click()
  await launched.page.getByTestId('node-data1').click({ position: { x: 40, y: 12 } })
})

test.afterEach(async () => {
  await launched?.close()
})

async function choose(attr: string, option: string): Promise<void> {
  const { page } = launched
  await page.getByTestId(`attr-${attr}`).click()
  await page.getByRole('option', { name: option }).click()
}

test('another data set shows its own fields, what does not fit is mended, and it trains', async () => {
  const { page, errors } = launched
  await expect(page.getByTestId('attr-size')).toHaveCount(0)
  await choose('dataset', 'Spiral')
  await expect(page.getByTestId('attr-size')).toHaveValue('500')
  await expect(page.getByTestId('attr-classes')).toHaveValue('3')
  await expect(page.getByTestId('attr-subset')).toHaveCount(0)
  await expect(page.getByTestId('node-data1')).toContainText('Spiral · 500')

  await page.getByTestId('node-loss1').click({ position: { x: 40, y: 12 } })
  await page.getByTestId('fix').first().click()
  await expect(page.getByTestId('node-dense3')).toContainText('3 units')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 30_000 })
  expect(errors).toEqual([])
})

test('numbers to predict bring another loss and no accuracy', async () => {
  const { page, errors } = launched
  await choose('dataset', 'Diabetes')
  await page.getByTestId('node-loss1').click({ position: { x: 40, y: 12 } })
  await page.getByTestId('fix').first().click()
  await expect(page.getByTestId('node-loss1')).toContainText('Mean squared error')
  await expect(page.getByTestId('node-dense3')).toContainText('1 unit ·')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 30_000 })
  await expect(page.getByTestId('test-accuracy')).toContainText('test loss')
  expect(errors).toEqual([])
})

test('few training examples make the run shorter', async () => {
  const { page } = launched
  await choose('subset', 'A few examples')
  await expect(page.getByTestId('attr-examples')).toHaveValue('300')
  await expect(page.getByTestId('node-data1')).toContainText('MNIST · 300')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 30_000 })
  await expect(page.getByTestId('run-step')).toContainText('step 25')
})
