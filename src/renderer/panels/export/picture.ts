import { embeddedFonts } from './fonts'

/** What a picture takes over from the style sheet; the rest it does without. */
const styled = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'display',
] as const

const margin = 16
const namespace = 'http://www.w3.org/2000/svg'

export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** The charts of a panel side by side as one SVG that needs no style sheet, canvas or font file. */
export async function pictureOf(panel: HTMLElement): Promise<Picture> {
  const charts = [...panel.querySelectorAll<HTMLElement>('.chart')]
  const bounds = boundsOf(panel, charts)
  const picture = document.createElementNS(namespace, 'svg')
  const width = Math.ceil(bounds.width)
  const height = Math.ceil(bounds.height + 2 * margin)
  picture.setAttribute('xmlns', namespace)
  picture.setAttribute('width', String(width))
  picture.setAttribute('height', String(height))
  picture.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const ground = picture.appendChild(document.createElementNS(namespace, 'rect'))
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(panel.closest('.dock') ?? panel).backgroundColor)
  for (const chart of charts) {
    const { left, top } = chart.getBoundingClientRect()
    const place = `translate(${left - bounds.left},${top - bounds.top + margin})`
    picture.appendChild(copyOf(chart)).setAttribute('transform', place)
  }
  const style = document.createElementNS(namespace, 'style')
  style.textContent = await embeddedFonts(picture.textContent ?? '')
  picture.prepend(style)
  return { svg: new XMLSerializer().serializeToString(picture), width, height }
}

/** The panel, and what of its charts is scrolled out of sight. */
function boundsOf(panel: HTMLElement, charts: readonly HTMLElement[]): DOMRect {
  const boxes = [panel, ...charts].map(each => each.getBoundingClientRect())
  const left = Math.min(...boxes.map(box => box.left))
  const top = Math.min(...boxes.map(box => box.top))
  const right = Math.max(...boxes.map(box => box.right))
  const bottom = Math.max(...boxes.map(box => box.bottom))
  return new DOMRect(left, top, right - left, bottom - top)
}

function copyOf(chart: HTMLElement): SVGGElement {
  const group = document.createElementNS(namespace, 'g')
  const label = chart.getAttribute('aria-label')
  if (label) {
    group.appendChild(document.createElementNS(namespace, 'title')).textContent = label
  }
  const canvas = chart.querySelector('canvas')
  if (canvas && canvas.width > 0) {
    const image = group.appendChild(document.createElementNS(namespace, 'image'))
    image.setAttribute('width', String(canvas.clientWidth))
    image.setAttribute('height', String(canvas.clientHeight))
    image.setAttribute('style', 'image-rendering: pixelated')
    image.setAttribute('href', canvas.toDataURL())
  }
  const svg = chart.querySelector('svg')
  for (const child of svg?.children ?? []) {
    // The pointer's cross is of the moment; a pinned step is part of the picture.
    const copy = child.cloneNode(true) as SVGElement
    inline(child, copy)
    for (const passing of copy.querySelectorAll('.chart-cross')) passing.remove()
    group.append(copy)
  }
  return group
}

/** Writes what the style sheet says into the copy's elements. */
function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  const own = styled.map(name => `${name}:${style.getPropertyValue(name)}`)
  to.setAttribute('style', own.join(';'))
  for (const [i, child] of [...from.children].entries()) inline(child, to.children[i]!)
}

/** Dots per pixel of the window: sharp in print and on any screen. */
const scale = 2

/** Draws a picture as the bytes of a PNG file. */
export async function pngOf({ svg, width, height }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * scale
    canvas.height = height * scale
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('the picture could not be drawn')
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}
