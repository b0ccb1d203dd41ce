import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { color, rgb } from 'd3'
import { describe, expect, it } from 'vitest'
import { resolveTheme } from '../../../src/renderer/theme/theme'
import { projectRoot } from '../../support/source'

const css = readFileSync(join(projectRoot, 'src/renderer/styles/tokens.css'), 'utf8')
const [normal = '', contrast = ''] = css.split(':root[data-contrast="more"]')

/** The light and the dark value of every colour token of a block. */
function colours(block: string) {
  const pairs = block.matchAll(/(--[\w-]+): light-dark\((#\w+), (#\w+)\)/g)
  return new Map([...pairs].map(([, name, light, dark]) => [name!, [light!, dark!] as const]))
}

/** WCAG's contrast ratio of two colours. */
function ratio(a: string, b: string): number {
  const luminance = (css: string) => {
    const { r, g, b: blue } = rgb(color(css)!)
    const [x, y, z] = [r, g, blue].map(value => {
      const s = value / 255
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!
  }
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

describe('the theme', () => {
  const light = { dark: false, contrast: false }

  it('follows the system until one is chosen', () => {
    expect(resolveTheme('system', light)).toEqual({ scheme: 'light', contrast: 'normal' })
    expect(resolveTheme('system', { dark: true, contrast: true })).toEqual({
      scheme: 'dark',
      contrast: 'more',
    })
    expect(resolveTheme('light', { dark: true, contrast: false }).scheme).toBe('light')
    expect(resolveTheme('dark', light).scheme).toBe('dark')
    expect(resolveTheme('contrast', light)).toEqual({ scheme: 'light', contrast: 'more' })
  })
})

describe('the tokens', () => {
  const grounds = ['--bg', '--surface', '--surface-raised', '--surface-sunken', '--surface-hover']
  const inks = ['--text', '--text-muted', '--accent-ink', '--danger', '--warning', '--success']

  it.each([
    ['as they are', colours(normal), ['--bg', '--surface', '--surface-raised'], 4.5],
    ['of high contrast', new Map([...colours(normal), ...colours(contrast)]), grounds, 7],
  ] as const)('%s can be read on every ground', (_, tokens, on, least) => {
    for (const ink of inks) {
      for (const ground of on) {
        for (const scheme of [0, 1] as const) {
          const found = ratio(tokens.get(ink)![scheme], tokens.get(ground)![scheme])
          expect(found, `${ink} on ${ground}, ${['light', 'dark'][scheme]}`).toBeGreaterThanOrEqual(
            least,
          )
        }
      }
    }
  })
})
