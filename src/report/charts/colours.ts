import { interpolateCividis, interpolateLab } from 'd3'

/** Levels of a colour scale; a style sheet has a colour for each on light and on dark ground. */
export const levels = 24

export function levelOf(t: number): number {
  return Math.max(0, Math.min(levels - 1, Math.floor(t * levels)))
}

// Each ground takes away the end of cividis that would sink into it.
const ranges = { light: [0, 0.96], dark: [0.13, 1] } as const
const shares = { light: ['#eaf1fd', '#1d55cc'], dark: ['#1b2942', '#8cb7ff'] } as const

/** Custom properties `--h0`, `--h1` … for magnitudes and `--s0` … with their inks `--i0` … for shares. */
export function scaleProperties(ground: 'light' | 'dark'): string {
  const [low, high] = ranges[ground]
  const [pale, deep] = shares[ground]
  const share = interpolateLab(pale, deep)
  return Array.from({ length: levels }, (_, level) => {
    const t = level / (levels - 1)
    const isDeep = ground === 'light' ? t > 0.5 : t < 0.45
    return `--h${level}:${interpolateCividis(low + (high - low) * t)};--s${level}:${share(t)};--i${level}:${isDeep ? '#fff' : '#000'};`
  }).join('')
}

/** Classes that use them. */
export function scaleClasses(): string {
  return Array.from(
    { length: levels },
    (_, level) =>
      `.h${level}{fill:var(--h${level})}.s${level}{background:var(--s${level});color:var(--i${level})}`,
  ).join('')
}
