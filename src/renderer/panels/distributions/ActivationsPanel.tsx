import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { formatCount } from '../../format'
import { engineText } from '../../i18n/engine-text'
import { useT } from '../../i18n/index'
import { activationsStore, followActivations, followInitialActivations } from '../../stores/layer'
import { isInEngine, useRun } from '../../stores/run'
import { drawHistograms } from '../charts/histograms/histograms'
import { momentText } from '../layer/layer-text'
import type { NodePanelProps } from '../node-panel'
import { useShownGraph } from '../units-node'
import { useDrawing } from '../use-drawing'
import '../layer/layer.css'

/** How the outputs of every layer are spread over the newest batch, from the input to the loss. */
export function ActivationsPanel({ selectedNodeId, onSelectNode, nodeLabel }: NodePanelProps) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const runId = useRun(({ run }) => (isInEngine(run) ? run.id : null))
  const { outcome } = useStore(activationsStore)
  const hasRun = useRun(({ run }) => run !== null)
  const isComplete = useShownGraph() !== null
  useEffect(() => {
    if (!hasRun) return followInitialActivations()
    return runId === null ? undefined : followActivations()
  }, [runId, hasRun])
  const waiting = hasRun ? 'activations.empty' : 'layer.waiting'

  useDrawing(ref, ({ container, size }) => {
    const seen = outcome?.ok ? outcome.histograms : null
    const refused =
      outcome && !outcome.ok
        ? `${engineText(outcome.message)}\n${engineText(outcome.remedy)}`
        : null
    const rows = seen?.rows ?? 0
    const batch = t('layer.batch', { count: rows, rows: formatCount(rows) })
    const data = (seen?.layers ?? []).map(layer => ({
      ...layer,
      id: layer.nodeId,
      label: nodeLabel(layer.nodeId),
    }))
    drawHistograms(container, data, size, {
      selectedId: selectedNodeId,
      onSelect: onSelectNode,
      text: {
        title: t('activations.title'),
        figure: seen ? `${momentText(t, seen)} · ${batch}` : '',
        measure: t('activations.measure'),
        share: most => t('layer.histogram.share', { most }),
        mean: t('layer.matrix.mean'),
        std: t('layer.histogram.std'),
        zero: t('layer.matrix.zero'),
        layer: t('panels.layer'),
        empty: refused ?? t(isComplete ? waiting : 'activations.incomplete'),
        role: t('activations.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="activations" />
}
