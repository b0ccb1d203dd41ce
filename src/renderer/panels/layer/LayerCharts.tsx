import { useRef } from 'react'
import type { Graph } from '../../../engine/graph/types'
import { formatCount } from '../../format'
import { useT } from '../../i18n/index'
import { useLayerChoices } from '../../stores/layer-choices'
import { useRun } from '../../stores/run'
import { drawHistograms } from '../charts/histograms/histograms'
import { drawMatrix } from '../charts/matrix/matrix'
import type { MatrixData } from '../charts/matrix/view'
import { drawUnitActivity } from '../charts/unit-activity/unit-activity'
import { deadUnits } from '../charts/unit-activity/view'
import type { WeightImagesData } from '../charts/weight-images/view'
import { drawWeightImages } from '../charts/weight-images/weight-images'
import { useDrawing } from '../use-drawing'
import { type Layer, matrixData, valueHistogram, weightImages } from './layer-data'
import { momentText, weightsText } from './layer-text'

interface LayerProps {
  readonly layer: Layer
  readonly label: string
}

/** The charts of one node: its tensor, how its values are spread, and what its units put out. */
export function LayerCharts({
  layer,
  label,
  graph,
}: LayerProps & { readonly graph: Graph | null }) {
  const choices = useLayerChoices()
  const data = matrixData(layer, choices)
  const images = choices.view === 'images' ? weightImages(layer, choices.side, graph) : null
  return (
    <div className={data ? 'layer' : 'layer is-output'} data-testid="layer" data-step={layer.step}>
      {images ? (
        <WeightImages {...{ layer, label, images }} />
      ) : (
        data && <Matrix {...{ layer, label, data }} />
      )}
      {data && <Spread {...{ layer, label, data }} />}
      <Units {...{ layer, label }} />
    </div>
  )
}

/** The step that a tensor is of. */
function useTensorMoment(layer: Layer): string {
  const t = useT()
  const side = useLayerChoices(choices => choices.side)
  const run = useRun(state => state.run)
  return side === 'values' ? weightsText(t, layer, run) : momentText(t, layer)
}

function Matrix({ layer, label, data }: LayerProps & { readonly data: MatrixData }) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const moment = useTensorMoment(layer)
  useDrawing(ref, ({ container, size, theme, pixelRatio }) => {
    const shape = data.vector ? formatCount(data.columns) : `${data.rows} × ${data.columns}`
    drawMatrix(container, data, size, {
      theme,
      pixelRatio,
      text: {
        title: `${label} · ${data.name}`,
        figure: `${shape} · ${moment}`,
        measure: data.name,
        row: t('layer.matrix.row'),
        column: t('layer.matrix.column'),
        zero: t('layer.matrix.zero'),
        rms: t('layer.matrix.rms'),
        rowRms: t('layer.matrix.rowRms'),
        columnRms: t('layer.matrix.columnRms'),
        mean: t('layer.matrix.mean'),
        largest: t('layer.matrix.largest'),
        empty: t('layer.waiting'),
        role: t('layer.matrix.role'),
        binned: (rows, columns) => t('layer.matrix.binned', { rows, columns }),
      },
    })
  })
  return <div ref={ref} className="dock-chart layer-tensor" data-testid="layer-matrix" />
}

function WeightImages({
  layer,
  label,
  images,
}: LayerProps & { readonly images: WeightImagesData }) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const moment = useTensorMoment(layer)
  const chosen = useLayerChoices(choices => choices.unit)
  useDrawing(ref, ({ container, size, theme, pixelRatio }) => {
    drawWeightImages(container, images, size, {
      theme,
      pixelRatio,
      chosen: chosen !== null && chosen < images.units ? chosen : null,
      onChoose: unit => useLayerChoices.setState({ unit }),
      text: {
        title: t('layer.images.title'),
        figure: `${label} · ${moment}`,
        measure: images.name,
        unit: t('layer.matrix.column'),
        rms: t('layer.matrix.columnRms'),
        empty: t('layer.waiting'),
        role: t('layer.images.role'),
        enlarge: t('layer.images.enlarge'),
      },
    })
  })
  return <div ref={ref} className="dock-chart layer-tensor" data-testid="layer-images" />
}

function Spread({ layer, label, data }: LayerProps & { readonly data: MatrixData }) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  useDrawing(ref, ({ container, size }) => {
    drawHistograms(container, [valueHistogram(data, layer.nodeId, data.name)], size, {
      selectedId: null,
      text: {
        title: t('layer.histogram.title'),
        figure: '',
        measure: `${label} · ${data.name}`,
        share: most => t('layer.histogram.share', { most }),
        mean: t('layer.matrix.mean'),
        std: t('layer.histogram.std'),
        zero: t('layer.matrix.zero'),
        layer: t('layer.control.tensor'),
        empty: t('layer.waiting'),
        role: t('layer.histogram.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart layer-spread" data-testid="layer-spread" />
}

function Units({ layer, label }: LayerProps) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  useDrawing(ref, ({ container, size }) => {
    const data = layer.units
    const counts = t('layer.units.dead.of', {
      dead: formatCount(deadUnits(data)),
      units: formatCount(data.mean.length),
    })
    const hasTensor = layer.params.length > 0
    const batch = t('layer.batch', { count: layer.rows, rows: formatCount(layer.rows) })
    drawUnitActivity(container, data, size, {
      text: {
        title: hasTensor ? t('layer.units.title') : `${label} · ${t('layer.units.title')}`,
        // Beside a tensor there is little room, and its title says the step.
        figure: [counts, ...(hasTensor ? [] : [batch, momentText(t, layer)])].join(' · '),
        unit: t('layer.matrix.column'),
        active: t('layer.units.active'),
        mean: t('layer.matrix.mean'),
        std: t('layer.units.std'),
        dead: t('layer.units.dead'),
        empty: t('layer.waiting'),
        role: t('layer.units.role'),
        units: (from, to) => t('layer.units.several', { from, to }),
      },
    })
  })
  return <div ref={ref} className="dock-chart layer-units" data-testid="layer-units" />
}
