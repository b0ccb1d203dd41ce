type ScanResult =
  /** `members`: fields of all objects, as often as they stand there. */
  { readonly ok: true; readonly members: number } | { readonly ok: false; readonly reason: string }

const forbiddenKey = /"(?:__proto__|constructor|prototype)"\s*:/

/**
 * Looks a JSON text over before `JSON.parse` sees it: refuses what is too large, nested too deep,
 * or has keys that could reach an object's prototype. One pass, constant memory.
 */
export function scanJson(
  text: string,
  limits: { readonly fileBytes: number; readonly nesting: number },
): ScanResult {
  if (text.length > limits.fileBytes) {
    return {
      ok: false,
      reason: `it has ${text.length.toLocaleString('en')} characters; at most ${limits.fileBytes.toLocaleString('en')} are read`,
    }
  }
  let depth = 0
  let inString = false
  let members = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 0x5c) i++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limits.nesting) {
        return { ok: false, reason: `it is nested more than ${limits.nesting} levels deep` }
      }
    } else if (code === 0x5d || code === 0x7d) depth--
    else if (code === 0x3a) members++
  }
  const forbidden = forbiddenKey.exec(text)
  return forbidden
    ? { ok: false, reason: `it has a key that no graph has: ${forbidden[0].replace(/\s*:$/, '')}` }
    : { ok: true, members }
}
