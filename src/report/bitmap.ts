const palette = 64
const headerBytes = 54 + 4 * palette

/**
 * A grey image as a BMP in a data URL: small enough to stand in a page, and read by every browser. Its
 * smallest value is black, its largest white.
 */
export function bitmapUrl(
  pixels: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const rowBytes = Math.ceil(width / 4) * 4
  const bytes = new Uint8Array(headerBytes + rowBytes * height)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  view.setUint32(2, bytes.length, true)
  view.setUint32(10, headerBytes, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  view.setInt32(22, height, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, 8, true)
  view.setUint32(34, rowBytes * height, true)
  view.setUint32(46, palette, true)
  for (let i = 0; i < palette; i++) {
    const grey = Math.round((i * 255) / (palette - 1))
    bytes.set([grey, grey, grey, 0], 54 + 4 * i)
  }
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of pixels) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const span = high - low || 1
  for (let y = 0; y < height; y++) {
    // Rows go from the bottom up.
    const row = headerBytes + (height - 1 - y) * rowBytes
    for (let x = 0; x < width; x++) {
      bytes[row + x] = Math.round(((pixels[y * width + x]! - low) / span) * (palette - 1))
    }
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`
}
