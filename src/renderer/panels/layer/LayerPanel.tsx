import './layer.css'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { engineText } from '../../i18n/engine-text'
import { type MessageKey, useT } from '../../i18n/index'
import { followLayer, layerStore } from '../../stores/layer'
import { useRun } from '../../stores/run'
import { runGraph } from '../../stores/run-graph'
import { canBeAsked } from '../../stores/run-inquiry'
import type { NodePanelProps } from '../node-panel'
import { LayerCharts } from './LayerCharts'

/** Weights, gradients and outputs of the selected node, number by number. */
export function LayerPanel({ selectedNodeId, nodeLabel }: NodePanelProps) {
  const t = useT()
  const runId = useRun(({ run }) => (canBeAsked(run) ? run.id : null))
  const { outcome } = useStore(layerStore)
  const graph = runId === null ? null : runGraph()
  const isInside = graph?.nodes.some(({ id, kind }) => id === selectedNodeId && kind !== 'loss')
  const nodeId = isInside ? selectedNodeId : null

  useEffect(() => {
    if (nodeId === null || runId === null) return
    return followLayer(nodeId)
  }, [nodeId, runId])

  if (selectedNodeId === null) return <Message name="none" />
  if (runId === null) return <Message name="untrained" />
  if (nodeId === null) return <Message name="unknown" />
  if (outcome && !outcome.ok) {
    return (
      <div className="findings-none" data-testid="layer-message">
        <p className="findings-none-title">{engineText(outcome.message)}</p>
        <p>{engineText(outcome.remedy)}</p>
      </div>
    )
  }
  if (outcome?.layer.nodeId !== nodeId) {
    return (
      <div className="findings-none" data-testid="layer-message">
        <p>{t('layer.waiting')}</p>
      </div>
    )
  }
  return <LayerCharts layer={outcome.layer} label={nodeLabel(nodeId)} graph={graph} />
}

function Message({ name }: { readonly name: 'none' | 'untrained' | 'unknown' }) {
  const t = useT()
  const title: MessageKey = `layer.${name}.title`
  return (
    <div className="findings-none" data-testid="layer-message">
      <p className="findings-none-title">{t(title)}</p>
      <p>{t(`layer.${name}`)}</p>
    </div>
  )
}
