import { useRef } from 'react'
import { useT } from '../../i18n/index'
import { useDockChoices } from '../../stores/dock-choices'
import { scrubber } from '../../stores/scrubber'
import { telemetryStore } from '../../stores/telemetry'
import { drawDistributions } from '../charts/distributions/distributions'
import { useChart } from '../use-chart'
import { timeData } from './time-data'

/** How the gradient of one layer is spread at step after step: a ridge for each. */
export function TimePanel({ selectedNodeId }: { readonly selectedNodeId: string | null }) {
  const t = useT()
  const source = useDockChoices(choices => choices.source)
  const ref = useRef<HTMLDivElement>(null)
  useChart(ref, ({ container, size, shown }) => {
    const data = timeData(telemetryStore.getState(), source, selectedNodeId)
    const marked = data.rows.findLast(({ nodeId }) => Number(nodeId) <= (shown?.last ?? 0))
    drawDistributions(container, data, size, {
      selectedNodeId: shown && !shown.live && marked ? marked.nodeId : null,
      onSelectNode: step => scrubber.pin(Number(step)),
      onMoveStep: scrubber.move,
      onRelease: scrubber.release,
      text: {
        title: data.tensor
          ? t('distributions.time.title', { tensor: `dL/d(${data.tensor})` })
          : t('panels.distributions.title'),
        axis: source === 'param' ? '|dL/dW|' : '|dL/dy|',
        measure: t('distributions.time.measure'),
        step: t('panels.heatmap.step'),
        zero: t('panels.heatmap.zero'),
        median: t('panels.distributions.median'),
        layer: t('panels.heatmap.step'),
        empty: t('panels.distributions.empty'),
        role: t('panels.distributions.role'),
      },
    })
  })
  return <div ref={ref} className="dock-chart" data-testid="distributions-time" />
}
