import { useLayoutEffect, useRef } from 'react'

interface ExampleImageProps {
  readonly width: number
  readonly height: number
  readonly pixels: Float32Array
}

/** A grey image, its smallest value black and its largest white. */
export function ExampleImage({ width, height, pixels }: ExampleImageProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(width, height)
    const grey = greyOf(pixels)
    grey.forEach((value, i) => {
      image.data.set([value, value, value, 255], 4 * i)
    })
    context.putImageData(image, 0, 0)
  }, [width, height, pixels])
  return <canvas ref={ref} className="example-image" width={width} height={height} aria-hidden />
}

/** Values stretched over 0 … 255; a picture of one value is black. */
export function greyOf(pixels: Float32Array): Uint8Array {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of pixels) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const span = high - low || 1
  return Uint8Array.from(pixels, value => Math.round(((value - low) / span) * 255))
}
