import { useEffect, useRef } from 'react'
import { datasetInfo } from '../../engine/data/catalog'
import type { DataInspection, ImageSample } from '../../engine/data/inspection'
import { useT } from '../i18n/index'
import { useDataView } from '../stores/data-view'

interface ImageSize {
  readonly height: number
  readonly width: number
  readonly channels?: number
}

/** The first images of each class. */
export function ImageGrid({ inspection }: { readonly inspection: DataInspection }) {
  const t = useT()
  const attrs = useDataView(state => state.attrs)
  const size = datasetInfo({ ...attrs, ...inspection.measured })?.image
  const { images, classNames } = inspection.preview
  if (!size) return null
  const labels = [...new Set(images.map(({ label }) => label))]
  return (
    <div className="data-images" data-testid="data-images">
      {labels.map(label => {
        const name = classNames?.[label] ?? String(label)
        return (
          <div key={label} className="data-image-class">
            <h4 title={name}>{name}</h4>
            <div className="data-image-row">
              {images
                .filter(image => image.label === label)
                .map((image, i) => (
                  <Picture key={i} image={image} size={size} label={t('data.image', { name })} />
                ))}
            </div>
          </div>
        )
      })}
    </div>
  )
}

interface PictureProps {
  readonly image: ImageSample
  readonly size: ImageSize
  readonly label: string
}

function Picture({ image, size: { height, width, channels = 1 }, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const picture = context.createImageData(width, height)
    const count = width * height
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < 3; c++) {
        picture.data[4 * i + c] = image.pixels[channels === 3 ? c * count + i : i]!
      }
      picture.data[4 * i + 3] = 255
    }
    context.putImageData(picture, 0, 0)
  }, [image, width, height, channels])
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />
}
