import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('the vanishing example opens and trains by one click each and shows where the gradient dies', async () => {
  test.setTimeout(120_000)
  const { page, errors } = launched
  await page.getByTestId('example-vanishing-sigmoid').click()
  await expect(page.locator('.react-flow__node')).toHaveCount(19)
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 100_000 })
  await expect(page.getByTestId('heatmap').locator('.chart-row')).toHaveCount(9)

  const gradientOf = async (id: string) => {
    await page.getByTestId(`node-${id}`).click()
    const text = await page.getByTestId(`statistic-${id}.W-gradient.rms`).textContent()
    return Number(text?.replace('−', '-'))
  }
  const first = await gradientOf('dense1')
  const last = await gradientOf('dense9')
  expect(first).toBeGreaterThan(0)
  expect(last / first).toBeGreaterThan(1000)
  expect(errors).toEqual([])
})
