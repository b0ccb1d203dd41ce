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
  const output = layout.rows.find(
    row =>
      row.columns['activation.mean'] !== undefined &&
      !Number.isFinite(rowValue(frame, row, 'activation.mean', offset)),
  )
  if (output) return `At step ${step} the output of "${output.name}" is no longer finite.`
  const gradient = layout.rows.findLast(
    row =>
      rowValue(frame, row, 'gradient.nanCount', offset) > 0 ||
      rowValue(frame, row, 'gradient.infCount', offset) > 0,
  )
  if (gradient) {
    const what = gradient.kind === 'param' ? 'gradient of' : 'gradient at the output of'
    return `At step ${step} the ${what} "${gradient.name}" is no longer finite.`
  }
  return Number.isFinite(loss) ? null : `At step ${step} the loss is ${loss}.`
}
