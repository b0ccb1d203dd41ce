import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp

test.beforeAll(async () => {
  launched = await launch()
  await launched.page.getByTestId('example-vanishing-sigmoid').click()
})

test.afterAll(async () => {
  expect(launched.errors).toEqual([])
  await launched?.close()
})

function tabs(page: Page, group: number): Promise<string[]> {
  return page.getByTestId(`dock-group-${group}`).getByRole('tab').allTextContents()
}

async function choose(page: Page, group: number, item: string): Promise<void> {
  await page.getByTestId(`panels-more-${group}`).click()
  // A menu that is just closing still has its items.
  await page.locator('[data-open]').getByTestId(item).click()
}

test('two panels are in sight at first, and one goes to the side from its menu', async () => {
  const { page } = launched
  await expect(page.getByTestId('heatmap')).toBeVisible()
  await expect(page.getByTestId('curves-loss')).toBeVisible()
  await page.getByTestId('panel-tab-attenuation').click({ button: 'right' })
  await page.getByTestId('panel-side').click()
  await expect(page.getByTestId('attenuation')).toBeVisible()
  await expect(page.getByTestId('heatmap')).toBeVisible()
  expect(await tabs(page, 0)).not.toContain('Attenuation')
  expect(await tabs(page, 1)).toContain('Attenuation')
})

test('a tab is dragged to its place, and to a group of its own', async () => {
  const { page } = launched
  const [first, second] = await tabs(page, 0)
  await page
    .getByTestId('dock-group-0')
    .getByRole('tab', { name: second! })
    .dragTo(page.getByTestId('panel-tab-gradients'), { targetPosition: { x: 4, y: 10 } })
  await expect(page.getByTestId('dock-group-0').getByRole('tab').first()).toHaveText(second!)
  expect((await tabs(page, 0))[1]).toBe(first)

  const panel = page.locator('[data-panel=attenuation]')
  const { width: wide, height } = (await panel.boundingBox())!
  await page
    .getByTestId('panel-tab-distributions')
    .dragTo(panel, { targetPosition: { x: wide - 20, y: height / 2 } })
  await expect(page.getByTestId('dock-group-2').getByTestId('distributions')).toBeVisible()
})

test('what is hidden comes back from the list, or by its command', async () => {
  const { page } = launched
  await page.getByTestId('panel-tab-xray').click()
  await choose(page, 0, 'panel-hide')
  await expect(page.getByTestId('panel-tab-xray')).toHaveCount(0)
  await choose(page, 2, 'panel-item-xray')
  await expect(page.getByTestId('dock-group-2').getByTestId('panel-tab-xray')).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.getByTestId('panel-tab-distributions').click()
  await page.keyboard.press('Delete')
  await expect(page.getByTestId('distributions')).toHaveCount(0)
  await page.keyboard.press('Control+Shift+P')
  await page.keyboard.type('show panel distributions')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('distributions')).toBeVisible()
})

test('arrow keys go through the tabs; with Alt they move one', async () => {
  const { page } = launched
  await page.getByTestId('panel-tab-evaluation').click()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('panel-tab-findings')).toBeFocused()
  await expect(page.getByTestId('panel-tab-findings')).toHaveAttribute('aria-selected', 'true')
  const place = (await tabs(page, 1)).indexOf('Findings')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByTestId('panel-tab-findings')).toBeFocused()
  expect((await tabs(page, 1)).indexOf('Findings')).toBe(place - 1)
})

test('the arrangement is remembered until it is reset', async () => {
  const { page } = launched
  const arranged = [await tabs(page, 0), await tabs(page, 1), await tabs(page, 2)]
  await page.reload()
  await page.getByTestId('example-vanishing-sigmoid').click()
  await expect(page.getByTestId('dock-group-2')).toBeVisible()
  expect([await tabs(page, 0), await tabs(page, 1), await tabs(page, 2)]).toEqual(arranged)
  await choose(page, 0, 'panels-reset')
  await expect(page.getByTestId('dock-group-2')).toHaveCount(0)
  await expect(page.getByTestId('heatmap')).toBeVisible()
  await expect(page.getByTestId('curves-loss')).toBeVisible()
  expect((await tabs(page, 0))[0]).toBe('Gradients')
})
