import { inflateSync } from 'node:zlib'
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png'

/** An image of bytes, one channel after the other. */
export interface DecodedImage {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3
  readonly pixels: Uint8Array
}

export type PngResult =
  | { readonly ok: true; readonly image: DecodedImage }
  | { readonly ok: false; readonly reason: string }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const mostPixels = 4096 * 4096
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** What a picture needs; anything else in a file is passed over unread. */
const needed = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/**
 * Decodes a PNG file in bounded memory: nothing is unpacked beyond the size that its header gives.
 * Transparent pixels are shown on white; 16 bits become 8.
 */
export function decodePng(file: Uint8Array): PngResult {
  const chunks = chunksOf(file)
  if (!chunks) return { ok: false, reason: 'it is no PNG image, or is cut off' }
  const view = new DataView(chunks.header.buffer, chunks.header.byteOffset)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth = 0, type = 0, , , interlaced] = chunks.header.subarray(8)
  const samples = samplesOf[type]
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth)) {
    return { ok: false, reason: 'its header is damaged' }
  }
  if (width < 1 || height < 1 || width * height > mostPixels) {
    return { ok: false, reason: `it has ${width}×${height} pixels; at most 4096×4096 are read` }
  }
  if (interlaced) return { ok: false, reason: 'it is interlaced; save it without that' }
  const most = height * (1 + Math.ceil((width * samples * depth) / 8))
  try {
    inflateSync(chunks.data, { maxOutputLength: most })
    const decoded = decode(chunks.file, { checkCrc: true })
    return { ok: true, image: toBytes(decoded, type) }
  } catch {
    return { ok: false, reason: 'it is damaged' }
  }
}

interface Chunks {
  readonly header: Uint8Array
  readonly data: Uint8Array
  /** The file without what is not needed. */
  readonly file: Uint8Array
}

function chunksOf(file: Uint8Array): Chunks | null {
  if (!signature.every((byte, i) => file[i] === byte)) return null
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const kept: Uint8Array[] = [file.subarray(0, 8)]
  const data: Uint8Array[] = []
  let header: Uint8Array | null = null
  for (let at = 8; at + 12 <= file.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > file.length) return null
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    const content = file.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header ??= content
    if (type === 'IDAT') data.push(content)
    if (needed.has(type)) kept.push(file.subarray(at, end))
    at = end
    if (type === 'IEND') break
  }
  if (header?.length !== 13 || data.length === 0) return null
  return { header, data: Buffer.concat(data), file: Buffer.concat(kept) }
}

function toBytes(decoded: DecodedPng, type: number): DecodedImage {
  const { width, height } = decoded
  const size = width * height
  const isIndexed = type === 3
  const source = isIndexed ? convertIndexedToRgb(decoded) : unpacked(decoded)
  const samples = source.length / size
  const isGrey = !isIndexed && samples <= 2
  const channels = isGrey ? 1 : 3
  const hasAlpha = samples === channels + 1
  const divisor = decoded.depth === 16 ? 257 : 1
  const pixels = new Uint8Array(size * channels)
  for (let i = 0; i < size; i++) {
    const alpha = hasAlpha ? source[i * samples + channels]! / divisor / 255 : 1
    for (let c = 0; c < channels; c++) {
      const value = source[i * samples + c]! / divisor
      pixels[c * size + i] = Math.round(alpha * value + (1 - alpha) * 255)
    }
  }
  return { width, height, channels, pixels }
}

/** Grey of 1, 2 or 4 bits stands packed in bytes, each row from a whole byte on. */
function unpacked({ width, height, depth, data }: DecodedPng): DecodedPng['data'] {
  if (depth >= 8) return data
  const stride = Math.ceil((width * depth) / 8)
  const most = 2 ** depth - 1
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth
      const byte = data[y * stride + (bit >> 3)]!
      const value = (byte >> (8 - depth - (bit & 7))) & most
      out[y * width + x] = Math.round((255 * value) / most)
    }
  }
  return out
}
