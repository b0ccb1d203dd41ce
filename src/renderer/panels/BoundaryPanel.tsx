import { useEffect, useRef } from 'react'
import { nodeName } from '../../engine/document/schema'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { currentDocument, selectedNode, useDocument } from '../stores/document'
import { type ExamplesState, usePlane, watchPlane } from '../stores/plane'
import { Choice } from './Choice'
import { drawBoundary } from './charts/boundary/boundary'
import { drawUnits } from './charts/unit-maps/unit-maps'
import type { NodePanelProps } from './node-panel'
import { boundaryData, unitsData } from './plane-data'
import { useUnitNodes, useUnitsNode } from './units-node'
import { useChart } from './use-chart'
import './probe.css'

/** What the network predicts over its two inputs, and what each unit of a layer responds to. */
export function BoundaryPanel({ selectedNodeId, nodeLabel }: NodePanelProps) {
  const nodeId = useUnitsNode(selectedNodeId)
  useEffect(() => watchPlane(nodeId === null ? [] : [nodeId]), [nodeId])
  const hasPlane = usePlane(({ examples }) => examples.state === 'ready')
  return (
    <>
      <BoundaryChart />
      {hasPlane && <UnitsChart nodeId={nodeId} nodeLabel={nodeLabel} />}
    </>
  )
}

/** Chooses the node whose units are shown, which is the one selected on the canvas. */
export function UnitsControl() {
  const t = useT()
  const selected = useDocument(state => selectedNode(state)?.id ?? null)
  const nodeId = useUnitsNode(selected)
  const nodes = useUnitNodes()
  const hasPlane = usePlane(({ examples }) => examples.state === 'ready')
  if (nodeId === null || !hasPlane) return null
  return (
    <Choice
      label={t('units.node')}
      testId="choice-units"
      value={nodeId}
      options={nodes}
      text={labelOf}
      onChange={id => useDocument.getState().select({ nodes: [id], edges: [] })}
    />
  )
}

function labelOf(id: string): string {
  const node = currentDocument(useDocument.getState()).nodes.find(each => each.id === id)
  return node ? nodeName(node) : id
}

function BoundaryChart() {
  const t = useT()
  const plane = usePlane()
  const ref = useRef<HTMLDivElement>(null)
  const data = boundaryData(plane)
  const names = plane.examples.state === 'ready' ? plane.examples.examples.classNames : null
  const isRegression = data.classes === null && data.plane !== null

  useChart(ref, ({ container, size, theme, pixelRatio }) => {
    drawBoundary(container, data, size, {
      theme,
      pixelRatio,
      text: {
        title: t(isRegression ? 'boundary.title.regression' : 'boundary.title'),
        measure: t(isRegression ? 'boundary.measure.value' : 'boundary.measure.softmax'),
        x: t('boundary.x'),
        y: t('boundary.y'),
        step: t('boundary.step'),
        training: t('boundary.training'),
        heldOut: t('boundary.heldOut'),
        share: t('boundary.share'),
        predicted: t('boundary.predicted'),
        empty: emptyText(plane.examples, t),
        untrained: t('boundary.untrained'),
        role: t('boundary.role'),
        className: index => names?.[index] ?? t('boundary.class', { index }),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="boundary" />
}

function emptyText(examples: ExamplesState, t: ReturnType<typeof useT>): string {
  switch (examples.state) {
    case 'noPlane': {
      const count = examples.features.reduce((product, dim) => product * dim, 1)
      return t('boundary.empty.noPlane', { count })
    }
    case 'failed':
      return `${engineText(examples.message)}\n${engineText(examples.remedy)}`
    case 'none':
      return t('boundary.empty.none')
    default:
      return t('boundary.empty.reading')
  }
}

function UnitsChart({
  nodeId,
  nodeLabel,
}: {
  nodeId: string | null
  nodeLabel: (id: string) => string
}) {
  const t = useT()
  const answered = usePlane(state => state.answered)
  const ref = useRef<HTMLDivElement>(null)
  const data = unitsData(answered, nodeId, nodeLabel)

  useChart(ref, ({ container, size, theme, pixelRatio }) => {
    drawUnits(container, data, size, {
      theme,
      pixelRatio,
      text: {
        title: label => t('units.title', { label }),
        shown: (shown, count) =>
          shown === count ? t('units.all', { count }) : t('units.shown', { shown, count }),
        unit: t('units.unit'),
        smallest: t('units.smallest'),
        largest: t('units.largest'),
        empty: t('units.empty'),
        role: t('units.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="units" />
}
