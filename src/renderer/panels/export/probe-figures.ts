import { useT } from '../../i18n/index'
import { useLandscape } from '../../stores/landscape'
import { type Answered, usePlane } from '../../stores/plane'
import { type LandscapeData, placeOf } from '../charts/landscape/view'
import { landscapeData } from '../landscape-data'
import { type CsvCell, csvText } from './csv'

type Table = readonly (readonly CsvCell[])[]

/** A line for each cell: where its middle is, and what the network answers there. */
export function boundaryTable({ step, answer }: Answered): Table {
  const { x, y, resolution, outputs, classes } = answer
  const middle = ({ from, to }: typeof x, cell: number) =>
    from + ((cell + 0.5) / resolution) * (to - from)
  const names = outputs.map((_, k) => (classes === null ? 'prediction' : `class ${k}`))
  return [
    ['step', 'x1', 'x2', ...names],
    ...Array.from({ length: resolution ** 2 }, (_, cell) => [
      step,
      middle(x, cell % resolution),
      middle(y, Math.floor(cell / resolution)),
      ...outputs.map(values => values[cell]!),
    ]),
  ]
}

/** A line for each point that is measured. */
export function landscapeTable(data: LandscapeData): Table {
  return [
    ['alpha', 'beta', 'loss'],
    ...Array.from({ length: data.done }, (_, point) => [
      placeOf(data, point % data.resolution),
      placeOf(data, Math.floor(point / data.resolution)),
      data.losses[point]!,
    ]),
  ]
}

export function boundaryCsv(): string {
  const { answered } = usePlane.getState()
  return csvText(answered ? boundaryTable(answered) : [])
}

export function landscapeCsv(): string {
  const data = landscapeData(useLandscape.getState().now)
  return csvText(data ? landscapeTable(data) : [])
}

/** Says that there is no boundary to export as long as there is no run. */
export function useNoBoundary(): string | null {
  const t = useT()
  return usePlane(({ answered }) => answered === null) ? t('boundary.nothing') : null
}

/** Says that there is no landscape to export as long as none is measured. */
export function useNoLandscape(): string | null {
  const t = useT()
  return useLandscape(({ now }) => now.state !== 'done') ? t('landscape.nothing') : null
}
