import type { Grid } from './view'

const gap = 3
const smallest = 12

/** The largest images that let all units be seen in a space; as many as fit where that is too small. */
export function gridOf(
  units: number,
  ratio: number,
  space: { left: number; top: number; width: number; height: number },
): Grid {
  const { left, top, width, height } = space
  let best = 0
  for (let columns = 1; columns <= units; columns++) {
    const rows = Math.ceil(units / columns)
    const pitch = Math.floor(Math.min(width / columns, (height / rows - gap) / ratio + gap))
    if (pitch > best) best = pitch
  }
  const pitch = Math.max(smallest + gap, Math.min(96, best))
  const columns = Math.max(1, Math.floor(width / pitch))
  const rows = Math.max(1, Math.floor(height / ((pitch - gap) * ratio + gap)))
  return { left, top, columns, pitch, ratio, shown: Math.min(units, columns * rows) }
}

export function placeOf({ left, top, columns, pitch, ratio }: Grid, unit: number) {
  const side = pitch - gap
  return {
    x: left + (unit % columns) * pitch,
    y: top + Math.floor(unit / columns) * (side * ratio + gap),
    width: side,
    height: side * ratio,
  }
}
