/**
 * The faces of the window that a text needs, as CSS with their bytes inside: a picture that stands
 * alone, or is drawn on a canvas, sees none of the window's.
 */
export async function embeddedFonts(text: string): Promise<string> {
  const codes = new Set([...text].map(character => character.codePointAt(0)!))
  const faces = [...document.styleSheets].flatMap(sheet =>
    [...sheet.cssRules].filter(rule => rule instanceof CSSFontFaceRule),
  )
  const needed = faces.filter(({ style }) => {
    const range = style.getPropertyValue('unicode-range')
    return range === '' || [...codes].some(code => inRange(code, range))
  })
  const rules = await Promise.all(needed.map(embedded))
  return rules.join('\n')
}

/** @param range a list like `U+0000-00FF, U+0131, U+4??` */
export function inRange(code: number, range: string): boolean {
  return range.split(',').some(part => {
    const [from, to] = part.trim().replace(/^U\+/i, '').split('-') as [string, string?]
    const first = Number.parseInt(from.replaceAll('?', '0'), 16)
    const last = Number.parseInt((to ?? from).replaceAll('?', 'F'), 16)
    return code >= first && code <= last
  })
}

async function embedded(rule: CSSFontFaceRule): Promise<string> {
  const source = rule.style.getPropertyValue('src')
  const url = /url\(["']?([^"')]+)["']?\)/.exec(source)?.[1]
  if (!url) return ''
  const base = rule.parentStyleSheet?.href ?? document.baseURI
  const response = await fetch(new URL(url, base))
  const data = await dataUrl(await response.blob())
  return rule.cssText.replace(/src:[^;}]+/, `src: url(${data}) format("woff2")`)
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
