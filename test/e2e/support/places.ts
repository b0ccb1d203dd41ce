import { type ElectronApplication, expect, type Page } from '@playwright/test'

/** Something to look at: how it is opened; Escape closes it. */
export interface Place {
  readonly name: string
  open(page: Page, app: ElectronApplication): Promise<unknown>
}

const canvas = (page: Page) => page.getByTestId('canvas')
/** The ground of the canvas, beside every node. */
const ground = { x: 20, y: 20 }
const heading = { x: 40, y: 12 }

async function shown(page: Page, testId: string): Promise<void> {
  await expect(page.getByTestId(testId)).toBeVisible()
}

async function select(page: Page, node: string): Promise<void> {
  // A click that comes while a dialog closes may go with it, and another node's fields stay.
  await expect(async () => {
    await page.getByTestId(`node-${node}`).click({ position: heading })
    await expect(page.getByTestId('attr-label')).toHaveValue(node, { timeout: 2000 })
  }).toPass()
}

async function selectNothing(page: Page): Promise<void> {
  await canvas(page).click({ position: ground })
  await shown(page, 'attr-epochs')
}

async function command(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(
    ({ Menu }, item) => Menu.getApplicationMenu()!.getMenuItemById(item)!.click(),
    id,
  )
}

async function menuOf(page: Page, node: string): Promise<void> {
  await page.getByTestId(`node-${node}`).click({ button: 'right', position: heading })
  await shown(page, 'canvas-menu')
}

/** Menus, dialogs and forms over the example `mnist-relu`. */
export const places: readonly Place[] = [
  {
    name: 'training form',
    open: page => selectNothing(page),
  },
  {
    name: 'training form with every field',
    open: async page => {
      for (const [attr, option] of [
        ['optimizer', 'adamw'],
        ['schedule', 'cosine'],
        ['earlyStopping', 'validationLoss'],
        ['clipping', 'norm'],
      ]) {
        await page.getByTestId(`attr-${attr}`).click()
        await page.getByTestId(`option-${option}`).click()
      }
      await shown(page, 'schedule-preview')
    },
  },
  ...['data1', 'dense1', 'relu1', 'loss1'].map(node => ({
    name: `inspector of ${node}`,
    open: (page: Page) => select(page, node),
  })),
  {
    name: 'a number that does not fit',
    open: async page => {
      await select(page, 'dense1')
      await page.getByTestId('attr-units').fill('0')
    },
  },
  {
    name: 'list of choices',
    open: async page => {
      await page.getByTestId('attr-init').click()
      await expect(page.getByRole('listbox')).toBeVisible()
    },
  },
  { name: 'menu of a node', open: page => menuOf(page, 'relu1') },
  {
    name: 'several nodes',
    open: async page => {
      await selectNothing(page)
      await page.keyboard.press('ControlOrMeta+a')
      await shown(page, 'several-title')
    },
  },
  { name: 'menu of a selection', open: page => menuOf(page, 'relu1') },
  {
    name: 'menu of the ground',
    open: async page => {
      await selectNothing(page)
      await canvas(page).click({ button: 'right', position: ground })
      await shown(page, 'canvas-menu')
    },
  },
  {
    name: 'menu of an edge',
    open: async page => {
      const a = (await page.getByTestId('node-dense1').boundingBox())!
      const b = (await page.getByTestId('node-relu1').boundingBox())!
      const middle = (a.x + a.width + b.x) / 2
      await page.mouse.click(middle, a.y + a.height / 2, { button: 'right' })
      await shown(page, 'canvas-menu')
    },
  },
  {
    name: 'quick add',
    open: async page => {
      await selectNothing(page)
      await page.keyboard.press('a')
      await shown(page, 'quick-add')
    },
  },
  {
    name: 'stack of layers',
    open: async (page, app) => {
      await command(app, 'insert.stack')
      await shown(page, 'stack-form')
    },
  },
  {
    name: 'command palette',
    open: async page => {
      await page.keyboard.press('ControlOrMeta+Shift+P')
      await shown(page, 'picker')
    },
  },
  {
    name: 'finding a node',
    open: async page => {
      await page.keyboard.press('ControlOrMeta+P')
      await shown(page, 'picker')
    },
  },
  {
    name: 'connecting by key',
    open: async page => {
      await select(page, 'dense2')
      await page.keyboard.press('c')
      await shown(page, 'picker')
    },
  },
  {
    name: 'help sheet',
    open: async (page, app) => {
      await command(app, 'help.shortcuts')
      await shown(page, 'help')
    },
  },
  {
    name: 'experiments',
    open: async (page, app) => {
      await command(app, 'help.experiments')
      await shown(page, 'experiments')
    },
  },
  {
    name: 'a field for a sweep',
    open: async page => {
      await page.getByRole('tab', { name: 'Sweep', exact: true }).click()
      await page.getByTestId('sweep-add').click()
      await shown(page, 'picker')
    },
  },
  {
    name: 'rename',
    open: async (page, app) => {
      await command(app, 'file.rename')
      await shown(page, 'rename-dialog')
    },
  },
  {
    name: 'rename without a name',
    open: async (page, app) => {
      await command(app, 'file.rename')
      await page.getByTestId('rename-name').fill('')
      await page.getByTestId('rename-apply').click()
      await shown(page, 'rename-help')
    },
  },
  {
    name: 'gradient check',
    open: async (page, app) => {
      await command(app, 'run.checkGradients')
      await expect(page.getByTestId('trust-verdict')).toBeVisible({ timeout: 60_000 })
    },
  },
  {
    name: 'problems',
    open: async page => {
      await select(page, 'dense3')
      await page.getByTestId('attr-units').fill('7')
      await page.getByTestId('attr-units').press('Enter')
      await shown(page, 'node-problem')
      await page.getByTestId('problems-button').click()
      await shown(page, 'problems')
    },
  },
  {
    name: 'language menu',
    open: async page => {
      await page.getByTestId('language').click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
]

/** Every tab of the dock, in front one after the other. */
export async function eachTab(page: Page, look: (name: string) => Promise<unknown>): Promise<void> {
  const tabs = page.locator('.dock').getByRole('tab')
  const names = await tabs.evaluateAll(all => all.map(tab => tab.textContent ?? ''))
  expect(names.length).toBeGreaterThan(4)
  for (const [index, name] of names.entries()) {
    const tab = tabs.nth(index)
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await look(name)
  }
}
