import { plural } from '../engine/nodes/plural'

/** Columns of text, the first left-aligned, the others right-aligned. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length)
    })
  }
  return rows
    .map(row =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Three significant digits; exponents for very large and small numbers. */
export function formatNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const magnitude = Math.abs(value)
  return magnitude >= 1e-3 && magnitude < 1e5
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(2)
}

/** `93.5 %` of 0.935. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** `0:04`, `12:30`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** `1,200`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en')
}

/** `1 step`, `1,200 steps`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${plural(count, noun)}`
}

/** `12.3 MB`; a kilobyte is 1000 bytes. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
