const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** 12560 → `12,560`. */
export function formatCount(value: number): string {
  return grouped.format(value)
}

/** A figure of a gradient: `3.0e−8`, `0.12`, `12`. Minus and exponent keep the mono grid. */
export function formatScientific(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text = size >= 0.01 && size < 10_000 ? value.toPrecision(3) : value.toExponential(1)
  return text.replaceAll('-', '−').replace('e+', 'e')
}

/** A number as a field shows it: what `Number` reads back unchanged, without a long run of zeros. */
export function formatField(value: number): string {
  const plain = String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const short = value.toExponential().replace('e+', 'e')
    if (short.length < plain.length) return short
  }
  return plain
}

/** Seconds as `0:04`, `12:30` or `1:02:05`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** Bytes as `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}

/** 0.9712 → `97.1 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** A tensor's shape with its batch axis: `64×784`. */
export function formatShape(batch: number, shape: readonly number[]): string {
  return [batch, ...shape].join('×')
}

/** A count for small places: `50,240`, `1.2M`. */
export function formatCompact(value: number): string {
  if (value < 100_000) return formatCount(value)
  if (value < 1e6) return `${Math.round(value / 1000)}k`
  if (value < 1e9) return `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)}M`
  return `${(value / 1e9).toFixed(1)}B`
}
