import { expect, type Page, test } from '@playwright/test'
import { setField } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeEach(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-mnist-relu').click()
  await expect(launched.page.locator('.react-flow__node')).toHaveCount(7)
})

test.afterEach(async () => {
  await launched?.close()
})

const nameOf = (page: Page, id: string, options = {}) =>
  page.getByTestId(`node-${id}`).click({ position: { x: 40, y: 12 }, ...options })
const undoText = (page: Page) => page.getByTestId('undo').getAttribute('aria-label')

test('several nodes are edited at once, by mouse and by keyboard, each edit one step of undo', async () => {
  const { page, errors } = launched
  await nameOf(page, 'dense1')
  await nameOf(page, 'dense2', { modifiers: ['Control'] })
  await nameOf(page, 'dense3', { modifiers: ['Control'] })
  await expect(page.getByTestId('several-title')).toHaveText('3 nodes')
  await expect(page.getByTestId('several-parameters')).toHaveText('52,650 parameters')

  const units = page.getByTestId('attr-units')
  await expect(units).toHaveValue('')
  await expect(units).toHaveAttribute('placeholder', 'Mixed')
  await units.focus()
  await page.keyboard.press('Enter')
  expect(await undoText(page)).toBe('Undo')
  await page.keyboard.type('16')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Change Units of 3 nodes')
  for (const id of ['dense1', 'dense2', 'dense3']) {
    await expect(page.getByTestId(`node-${id}`)).toContainText('16 units')
  }
  await page.getByTestId('attr-bias').click()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Change Bias of 3 nodes')
  await expect(page.getByTestId('several-parameters')).toHaveText('13,056 parameters')

  await page.getByTestId('undo').click()
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('node-dense1')).toContainText('64 units')
  await expect(page.getByTestId('node-dense2')).toContainText('32 units')
  await expect(page.getByTestId('dirty')).toHaveCount(0)

  // An activation has nothing in common with a dense layer.
  await nameOf(page, 'relu1', { modifiers: ['Control'] })
  await expect(page.getByTestId('several-title')).toHaveText('4 nodes')
  await expect(units).toHaveCount(0)
  await page.getByTestId('only-dense').press('Enter')
  await expect(page.getByTestId('several-title')).toHaveText('3 nodes')
  await expect(units).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(units).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await page.getByTestId('only-loss').click()
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'loss1')
  await expect(page.getByTestId('attr-label')).toHaveAttribute('title', 'loss1')
  expect(errors).toEqual([])
})

test('a number field keeps what was typed, says what is allowed, steps, drags and goes back', async () => {
  const { page, errors } = launched
  await nameOf(page, 'dense1')
  const units = page.getByTestId('attr-units')
  const field = page.locator('[data-field="units"]')

  await units.fill('99999')
  await units.press('Tab')
  await expect(units).toHaveValue('99999')
  await expect(units).toHaveAttribute('aria-invalid', 'true')
  await expect(field.getByRole('alert')).toHaveText('Allowed: 1 – 65,536. Still 64.')
  expect(await undoText(page)).toBe('Undo')
  await units.press('Escape')
  await expect(units).toHaveValue('64')
  await expect(field.getByRole('alert')).toHaveCount(0)

  // Three presses without letting go are one change; the wheel is none.
  await units.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.down('ArrowUp')
  await page.keyboard.up('ArrowUp')
  await expect(units).toHaveValue('67')
  await units.hover()
  await page.mouse.wheel(0, 200)
  await expect(units).toHaveValue('67')
  await page.keyboard.press('Control+z')
  await expect(units).toHaveValue('64')
  expect(await undoText(page)).toBe('Undo')

  // The wheel scrolled the form: hovering brings the title back and waits until it is at rest.
  await field.locator('label').hover({ position: { x: 10, y: 6 } })
  const title = (await field.locator('label').boundingBox())!
  await page.mouse.down()
  await page.mouse.move(title.x + 70, title.y + 6, { steps: 5 })
  await expect(units).toHaveValue('128')
  await expect(page.getByTestId('node-dense1')).toContainText('64 units')
  await page.mouse.up()
  await expect(page.getByTestId('node-dense1')).toContainText('128 units')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Change Units of dense1')

  await page.getByTestId('reset-units').click()
  await expect(units).toHaveValue('64')
  await expect(page.getByTestId('reset-units')).toHaveCount(0)
  expect(errors).toEqual([])
})

test('formulas are typeset, and follow the choice', async () => {
  const { page, errors } = launched
  await nameOf(page, 'relu1')
  const formula = page.getByTestId('inspector').locator('.formula annotation')
  await expect(formula).toContainText('\\max(0')
  await page.getByTestId('attr-function').click()
  await page.getByTestId('option-sigmoid').click()
  await expect(formula).toContainText('e^{-x}')
  // The choice still has the focus: undo is the document's all the same.
  await expect(page.getByTestId('attr-function')).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(formula).toContainText('\\max(0')
  await page.keyboard.press('Control+Shift+z')
  await expect(formula).toContainText('e^{-x}')
  await expect.poll(() => page.evaluate(() => document.fonts.check('16px KaTeX_Math'))).toBe(true)
  expect(errors).toEqual([])
})

test('a problem leads to its node, and is mended there in one step', async () => {
  const { page, errors } = launched
  await setField(page, 'dense3', 'units', '7')
  await page.getByTestId('problems-button').focus()
  await page.keyboard.press('Enter')
  const problem = page.getByTestId('problems').getByRole('button', { name: /7 outputs/ })
  await expect(problem).toBeVisible()
  await problem.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node.selected')).toHaveAttribute('data-id', 'loss1')

  const fix = page.getByTestId('inspector').getByTestId('fix')
  await expect(fix).toHaveText('Set Units of dense3 to 10')
  await fix.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('node-problem')).toHaveCount(0)
  await expect(page.getByTestId('node-dense3')).toContainText('10 units')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Set Units of dense3 to 10')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('node-dense3')).toContainText('7 units')
  expect(errors).toEqual([])
})
