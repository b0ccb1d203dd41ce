import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { launch } from './support/launch'

/** What axe finds serious or critical, as `rule: element` lines that say where to look. */
async function graveIssues(page: Page, where: string): Promise<string[]> {
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().map(animation => {
        const { iterations } = animation.effect?.getTiming() ?? {}
        return iterations === Number.POSITIVE_INFINITY ? null : animation.finished.catch(() => null)
      }),
    ),
  )
  // Legacy mode: Electron has no page of its own for axe to finish in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => {
      const examples = nodes.slice(0, 3).map(({ target }) => target.join(' '))
      const why = nodes[0]?.failureSummary?.split('\n')[1]?.trim()
      return `${where}: ${id} (${nodes.length}): ${examples.join(', ')}: ${why}`
    })
}

const themes = ['light', 'dark', 'contrast'] as const

for (const theme of themes) {
  test(`nothing keeps people out in the theme ${theme}`, async () => {
    const { page, close } = await launch()
    try {
      const issues: string[] = []
      const check = async (where: string) => void issues.push(...(await graveIssues(page, where)))
      await expect(page.getByTestId('start-screen')).toBeVisible()
      await page.getByTestId('theme').click()
      await page.getByTestId(`theme-${theme}`).click()
      const contrast = theme === 'contrast' ? 'more' : 'normal'
      await expect(page.locator('html')).toHaveAttribute('data-contrast', contrast)
      await expect(page.getByRole('menu')).toBeHidden()
      await check('start screen')

      await page.getByTestId('example-vanishing-sigmoid').click()
      await page.getByTestId('train').click()
      await expect(page.getByTestId('test-accuracy')).toBeVisible()
      await check('editor after a run')

      await page
        .locator('.react-flow__node[data-id="dense1"]')
        .click({ position: { x: 40, y: 12 } })
      await expect(page.getByTestId('attr-units')).toBeVisible()
      await check('inspector of a node')

      await page.getByTestId('attr-init').click()
      await expect(page.getByRole('listbox')).toBeVisible()
      await check('list of choices')
      await page.keyboard.press('Escape')

      await page.getByTestId('problems-button').click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await check('problems')
      await page.keyboard.press('Escape')

      await page.getByTestId('language').click()
      await expect(page.getByRole('menu')).toBeVisible()
      await check('language menu')
      await page.keyboard.press('Escape')

      await page.getByRole('tab', { name: 'Curves' }).click()
      await check('curves')

      await page.keyboard.press('ControlOrMeta+Shift+P')
      await expect(page.getByRole('dialog')).toBeVisible()
      await check('command palette')

      expect(issues).toEqual([])
    } finally {
      await close()
    }
  })
}

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
