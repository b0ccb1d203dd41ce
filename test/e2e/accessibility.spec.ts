import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { emptyDocument } from '../../src/engine/document/schema'
import { serializeDocument } from '../../src/engine/document/serialize'
import { createBackups } from '../../src/main/files/backups'
import { graveIssues } from './support/axe'
import { type LaunchedApp, launch } from './support/launch'
import { eachTab, places } from './support/places'

test.describe.configure({ timeout: 300_000 })

const themes = ['light', 'dark', 'contrast'] as const
type Theme = (typeof themes)[number]

let userData: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'gradscope-axe-'))
})

test.afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(userData, { recursive: true, force: true, maxRetries: 5 })
})

async function start(): Promise<LaunchedApp> {
  const settings = { theme: 'light', language: 'en' }
  await writeFile(join(userData, 'settings.json'), JSON.stringify(settings))
  running = await launch({ userData })
  return running
}

async function show(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(choice => window.gradscope.request('settings.set', { theme: choice }), theme)
  const root = page.locator('html')
  await expect(root).toHaveAttribute('data-theme', theme === 'dark' ? 'dark' : 'light')
  await expect(root).toHaveAttribute('data-contrast', theme === 'contrast' ? 'more' : 'normal')
}

/** Looks at one place after the other in every theme, so that one run tells of all that is wrong. */
function examination(page: Page) {
  const issues: string[] = []
  return {
    issues,
    look: async (place: string) => {
      for (const theme of themes) {
        await show(page, theme)
        const what = theme === 'light' ? 'everything' : 'colours'
        issues.push(...(await graveIssues(page, `${place}, ${theme}`, what)))
      }
    },
  }
}

test('nothing keeps people out of the start screen and its questions', async () => {
  const log = { warn: () => {} }
  await mkdir(join(userData, 'backups'))
  const text = serializeDocument(emptyDocument('net'))
  const seen = { look: 'as it was', hash: 'of what was' }
  const work = { name: 'net', path: join(userData, 'net.gradscope'), seen, text }
  await createBackups({ directory: join(userData, 'backups'), log }).write('work', work)
  const files = ['one.gradscope', 'gone.gradscope'].map(name => join(userData, name))
  await writeFile(files[0]!, '{"format":"gradscope"')
  await writeFile(join(userData, 'recent.json'), JSON.stringify(files))

  const { page } = await start()
  const { issues, look } = examination(page)
  await expect(page.getByTestId('recovery-row')).toBeVisible()
  await expect(page.getByTestId('recent-file')).toHaveCount(2)
  await look('start screen')
  await page.getByTestId('theme').click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look('menu of themes')
  await page.keyboard.press('Escape')
  await page.getByTestId('recovery-discard').click()
  await expect(page.getByTestId('dialog')).toBeVisible()
  await look('question before work is discarded')
  await page.keyboard.press('Escape')
  await page.getByTestId('recent-file').first().click()
  await expect(page.getByTestId('dialog')).toBeVisible()
  await look('a file that cannot be opened')
  await page.keyboard.press('Escape')
  await page.getByTestId('recovery-restore').click()
  await expect(page.getByTestId('disk-banner')).toBeVisible()
  await look('restored work whose file is gone')
  expect(issues).toEqual([])
})

test('nothing keeps people out of the editor, its menus and dialogs', async () => {
  const { app, page } = await start()
  const { issues, look } = examination(page)
  await page.getByTestId('start-new').click()
  await expect(page.getByTestId('canvas-empty')).toBeVisible()
  await look('empty network')
  await page.getByTestId('canvas-empty').getByRole('button').click()
  await page.getByTestId('example-mnist-relu').click()
  await expect(page.getByTestId('node-loss1')).toBeVisible()
  for (const place of places) {
    await test.step(place.name, async () => {
      await place.open(page, app)
      await look(place.name)
      await page.keyboard.press('Escape')
    })
  }
  expect(issues).toEqual([])

  // In the system's own colours grounds and shadows are gone: lines tell what is chosen.
  await page.emulateMedia({ forcedColors: 'active' })
  await page.getByTestId('node-dense1').click()
  for (const chosen of ['.node[data-selected]', '.dock-tab[aria-selected="true"]']) {
    await expect(page.locator(chosen).first()).toHaveCSS('outline-style', 'solid')
  }
  await expect(page.locator('.dock-tab[aria-selected="false"]').first()).toHaveCSS(
    'outline-style',
    'none',
  )
})

test('nothing keeps people out of the panels before and after a run', async () => {
  const { page } = await start()
  const { issues, look } = examination(page)
  await page.getByTestId('example-vanishing-sigmoid').click()
  await expect(page.getByTestId('node-loss1')).toBeVisible()
  await eachTab(page, tab => look(`${tab} before a run`))
  await page.getByTestId('train').click()
  await expect(page.getByTestId('test-accuracy')).toBeVisible()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 120_000 })
  await eachTab(page, tab => look(`${tab} after a run`))
  await page.getByRole('tab', { name: 'Findings' }).click()
  await page.getByTestId('thresholds-button').click()
  await expect(page.getByTestId('thresholds')).toBeVisible()
  await look('thresholds')
  expect(issues).toEqual([])
})

test('Tab shows where it is, from the toolbar through the palette to the status bar', async () => {
  const { page, close } = await launch()
  try {
    await page.getByTestId('example-vanishing-sigmoid').click()
    await expect(page.getByTestId('train')).toBeVisible()
    await page.getByTestId('go-start').focus()
    const order: string[] = []
    for (let i = 0; i < 160; i++) {
      await page.keyboard.press('Tab')
      const stop = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const regions = '.top-bar, .palette, .canvas, .inspector, .dock, .status-bar'
        const region = element.closest(regions)?.classList[0] ?? element.tagName
        // A node shows it on its card, an edge on its line.
        const marked = element.querySelector('.node, .frame, .react-flow__edge-path') ?? element
        const { outlineStyle, outlineWidth, boxShadow, stroke } = getComputedStyle(marked)
        const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
        const accent = document.createElement('i')
        accent.style.color = 'var(--accent)'
        document.body.append(accent)
        const { color } = getComputedStyle(accent)
        accent.remove()
        const shown =
          ring ||
          boxShadow !== 'none' ||
          stroke === color ||
          getComputedStyle(element).borderColor === color
        return { region, shown, html: element.outerHTML.slice(0, 160) }
      })
      expect(stop.shown, stop.html).toBe(true)
      if (order.at(-1) !== stop.region) order.push(stop.region)
      if (stop.region === 'status-bar') break
    }
    const regions = ['top-bar', 'palette', 'inspector', 'dock', 'status-bar']
    expect(order.filter(region => regions.includes(region))).toEqual(regions)
  } finally {
    await close()
  }
})
