import { formatValue } from '../panels/charts/format'

export { namesOf as classNamesOf, percent } from '../../report/figures'

/** A figure with four digits. */
export function figure(value: number): string {
  return formatValue(value, 4)
}
