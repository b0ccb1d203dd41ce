import './layer.css'
import { StepForward } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { engineText } from '../../i18n/engine-text'
import { useT } from '../../i18n/index'
import { followInitialLayer, followLayer, layerStore } from '../../stores/layer'
import { isInEngine, useRun } from '../../stores/run'
import { CommandButton } from '../../ui/CommandButton'
import type { NodePanelProps } from '../node-panel'
import { useShownGraph } from '../units-node'
import { LayerCharts } from './LayerCharts'

/** Weights, gradients and outputs of the selected node, number by number; before training too. */
export function LayerPanel({ selectedNodeId, nodeLabel }: NodePanelProps) {
  const t = useT()
  const runId = useRun(({ run }) => (isInEngine(run) ? run.id : null))
  const isInitial = useRun(({ run }) => run === null)
  const isGone = useRun(({ run }) => run !== null && (run.isGone || run.state === 'failed'))
  const { outcome } = useStore(layerStore)
  const graph = useShownGraph()
  const isInside = graph?.nodes.some(({ id, kind }) => id === selectedNodeId && kind !== 'loss')
  const nodeId = isInside ? selectedNodeId : null

  useEffect(() => {
    if (nodeId === null) return
    if (isInitial) return followInitialLayer(nodeId)
    return runId === null ? undefined : followLayer(nodeId)
  }, [nodeId, runId, isInitial])

  if (selectedNodeId === null) return <Message name="none" />
  if (isGone) return <Message name="gone" canStep />
  if (graph === null) return <Message name="incomplete" />
  if (nodeId === null) return <Message name={isInitial ? 'noOutput' : 'unknown'} />
  if (outcome && !outcome.ok) {
    return (
      <div className="findings-none" data-testid="layer-message">
        <p className="findings-none-title">{engineText(outcome.message)}</p>
        <p>{engineText(outcome.remedy)}</p>
        {isInitial && <StepButton />}
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

interface MessageProps {
  readonly name: 'none' | 'gone' | 'incomplete' | 'noOutput' | 'unknown'
  readonly canStep?: boolean
}

function Message({ name, canStep = false }: MessageProps) {
  const t = useT()
  return (
    <div className="findings-none" data-testid="layer-message">
      <p className="findings-none-title">{t(`layer.${name}.title`)}</p>
      <p>{t(`layer.${name}`)}</p>
      {canStep && <StepButton />}
    </div>
  )
}

function StepButton() {
  return <CommandButton id="run.step" icon={StepForward} testId="layer-step" />
}
