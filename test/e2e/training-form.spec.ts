import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('the training form shows what applies, and a run stops early and takes back its best weights', async () => {
  test.setTimeout(120_000)
  const { page, errors } = launched
  await page.getByTestId('example-mnist-relu').click()
  await expect(page.getByTestId('run-length')).toContainText('113 steps an epoch')
  const preview = page.getByTestId('schedule-preview')
  await expect(preview).toHaveAccessibleName('Learning rate over the run: η 0.1')

  // By keyboard: the schedule's own fields come and go with it.
  await expect(page.getByTestId('attr-schedule.period')).toHaveCount(0)
  await page.getByTestId('attr-schedule').focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('option-cosine').hover()
  await page.keyboard.press('Enter')
  await page.getByTestId('attr-schedule.period').fill('5')
  await page.getByTestId('attr-schedule.period').press('Enter')
  await expect(preview).toHaveAccessibleName('Learning rate over the run: η 0.0095 – 0.1')
  await page.getByTestId('attr-batchSize').fill('100')
  await page.getByTestId('attr-batchSize').press('Enter')
  await expect(page.getByTestId('run-length')).toContainText('72 steps an epoch, 360 in all')

  const rate = page.getByTestId('attr-learningRate')
  await rate.focus()
  await page.keyboard.press('ArrowDown')
  await expect(rate).toHaveValue('0.05')
  await rate.fill('0')
  await rate.press('Enter')
  const seed = page.getByTestId('attr-seed')
  await page.getByTestId('new-seed').click()
  await expect(seed).not.toHaveValue('1')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: New seed')
  await page.keyboard.press('Control+z')
  await expect(seed).toHaveValue('1')

  // At a rate of 0 nothing gets better after the first epoch.
  await expect(page.getByTestId('attr-earlyStopping.patience')).toHaveCount(0)
  await page.getByTestId('attr-earlyStopping').click()
  await page.getByTestId('option-validationLoss').click()
  await page.getByTestId('attr-earlyStopping.patience').fill('1')
  await page.getByTestId('attr-earlyStopping.patience').press('Enter')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText('stopped early', { timeout: 60_000 })
  await expect(page.getByTestId('run-step')).toContainText('epoch 2')
  await expect(page.getByTestId('early-stopping-outcome')).toHaveText(
    /^Stopped early at epoch 2\. Best validation loss \d\S*, at epoch 1\. The weights of epoch 1 were restored\.$/,
  )
  await expect(page.getByTestId('test-accuracy')).toBeVisible()
  expect(errors).toEqual([])
})
