import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What axe finds serious or critical, as `place: rule: element` lines that say where to look.
 *
 * @param what all rules, or only those about colours: the others hold in every theme if they hold in one.
 */
export async function graveIssues(
  page: Page,
  place: string,
  what: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  await animationsOver(page)
  // Legacy mode: Electron has no page of its own for axe to finish in.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({
    // Of what is right nothing needs to be told.
    resultTypes: ['violations'],
    ...(what === 'colours' && { runOnly: { type: 'rule', values: colourRules } }),
  })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => {
      const examples = nodes.slice(0, 3).map(({ target }) => target.join(' '))
      const why = nodes[0]?.failureSummary?.split('\n')[1]?.trim()
      return `${place}: ${id} (${nodes.length}): ${examples.join(', ')}: ${why}`
    })
}

const colourRules = ['color-contrast', 'link-in-text-block']

/** Colours are those of the end, not of a fade. */
async function animationsOver(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().map(animation => {
        const { iterations } = animation.effect?.getTiming() ?? {}
        return iterations === Number.POSITIVE_INFINITY ? null : animation.finished.catch(() => null)
      }),
    ),
  )
}
