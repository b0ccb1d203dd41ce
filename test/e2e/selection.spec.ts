import { expect, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
})

test('nodes in a box are moved as one step, clicked one by one, and let go by Escape', async () => {
  const { page, errors } = launched
  const selected = page.locator('.react-flow__node.selected')
  await page.getByTestId('example-mnist-relu').click()
  const first = (await page.getByTestId('node-data1').boundingBox())!
  const second = (await page.getByTestId('node-dense1').boundingBox())!
  await page.mouse.move(first.x - 20, first.y - 20)
  await page.mouse.down()
  await page.mouse.move(second.x + second.width + 5, second.y + second.height + 5, { steps: 6 })
  await page.mouse.up()
  await expect(selected).toHaveCount(2)

  await page.mouse.move(second.x + 60, second.y + 30)
  await page.mouse.down()
  await page.mouse.move(second.x + 60, second.y - 20, { steps: 6 })
  await page.mouse.up()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Move 2 nodes')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('dirty')).toHaveCount(0)

  await page.getByTestId('node-dense1').click({ position: { x: 60, y: 30 } })
  await expect(selected).toHaveCount(1)
  await expect(page.getByTestId('attr-units')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(selected).toHaveCount(0)
  expect(errors).toEqual([])
})

test('training leaves the selected node as it is, by key as by button', async () => {
  const { page, errors } = launched
  const inspected = page.getByTestId('inspector').getByTestId('attr-units')
  await page.getByTestId('node-dense1').click({ position: { x: 60, y: 30 } })
  await expect(inspected).toBeVisible()

  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', /running|finished/)
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'dense1')
  await expect(inspected).toBeVisible()

  await page.keyboard.press('Control+Alt+Enter')
  await expect(page.getByTestId('run-state')).not.toHaveAttribute('data-state', 'running')
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'dense1')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', /running|finished/)
  await expect(inspected).toBeVisible()
  expect(errors).toEqual([])
})
