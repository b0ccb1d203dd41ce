import { headerValue, rowValue, type TelemetryLayout } from './layout'

/**
 * Looks for NaN and infinite values in a frame. Names the first node output in the order of the
 * forward pass that is not finite, else the first gradient in the order of the backward pass.
 *
 * @returns one sentence with the step and the tensor, or null when everything is finite.
 */
export function findDivergence(
  frame: ArrayLike<number>,
  layout: TelemetryLayout,
  offset = 0,
): string | null {
  const loss = headerValue(frame, 'loss', offset)
  const step = headerValue(frame, 'step', offset)
  const { rows } = layout
  // Plain loops: this runs at every step, which allocates nothing.
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const column = row.columns['activation.mean']
    if (column !== undefined && !Number.isFinite(frame[offset + column])) {
      return `At step ${step} the output of "${row.name}" is no longer finite.`
    }
  }
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!
    const broken =
      rowValue(frame, row, 'gradient.nanCount', offset) > 0 ||
      rowValue(frame, row, 'gradient.infCount', offset) > 0
    if (broken) {
      const what = row.kind === 'param' ? 'gradient of' : 'gradient at the output of'
      return `At step ${step} the ${what} "${row.name}" is no longer finite.`
    }
  }
  return Number.isFinite(loss) ? null : `At step ${step} the loss is ${loss}.`
}
