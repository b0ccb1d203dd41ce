/** Tells whether one more crash is too many: `limit` of them within `windowMs`. */
export function createCrashLimit(
  limit: number,
  windowMs: number,
  now: () => number = Date.now,
): () => boolean {
  let crashes: number[] = []
  return () => {
    const time = now()
    crashes = [...crashes.filter(crash => time - crash < windowMs), time]
    if (crashes.length < limit) return false
    crashes = []
    return true
  }
}
