/**
 * Puts the mean of the first list's column in place of every value that is missing (NaN), in place.
 * A column without any value becomes 0.
 *
 * @param lists rows of `width` values; the first is the training part.
 */
export function fillMissing(lists: readonly Float32Array[], width: number): void {
  const [train] = lists
  const sums = new Float64Array(width)
  const counts = new Float64Array(width)
  for (let i = 0; i < train!.length; i++) {
    const value = train![i]!
    if (Number.isNaN(value)) continue
    sums[i % width]! += value
    counts[i % width]!++
  }
  const means = sums.map((sum, column) => (counts[column] === 0 ? 0 : sum / counts[column]!))
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i])) values[i] = means[i % width]!
    }
  }
}
