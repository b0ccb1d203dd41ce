import { useStore } from 'zustand'
import { useDistributionChoices } from '../../stores/distribution-choices'
import { useDockChoices } from '../../stores/dock-choices'
import { selectedNode, useDocument } from '../../stores/document'
import { activationsStore } from '../../stores/layer'
import { telemetryStore } from '../../stores/telemetry'
import { type CsvCell, csvText } from '../export/csv'
import { distributionsCsv, useNoSteps } from '../export/figures'
import { timeData } from './time-data'

/** The distributions that are shown: a line for each bin with something in it. */
export function shownDistributionsCsv(nodeLabel: (id: string) => string): string {
  const { of } = useDistributionChoices.getState()
  if (of === 'activations') return activationsCsv(nodeLabel)
  return of === 'time' ? timeCsv() : distributionsCsv(nodeLabel)
}

function timeCsv(): string {
  const { source } = useDockChoices.getState()
  const selected = selectedNode(useDocument.getState())?.id ?? null
  // All that are kept, not only those that have room on the screen.
  const data = timeData(telemetryStore.getState(), source, selected, Number.POSITIVE_INFINITY)
  const lines = data.rows.flatMap(({ nodeId: step, counts, zeros }) =>
    [...counts].flatMap((count, bin): CsvCell[][] => {
      if (count === 0) return []
      const power = data.firstPower + bin
      return [[Number(step), data.tensor, 2 ** power, 2 ** (power + 1), count, zeros]]
    }),
  )
  return csvText([['step', 'tensor', 'from', 'to', 'entries', 'share of zeros'], ...lines])
}

function activationsCsv(nodeLabel: (id: string) => string): string {
  const { outcome } = activationsStore.getState()
  const head = ['step', 'layer', 'node', 'from', 'to', 'outputs', 'mean', 'std', 'share of zeros']
  if (!outcome?.ok) return csvText([head])
  const { step, layers } = outcome.histograms
  const lines = layers.flatMap(({ nodeId, low, high, counts, mean, std, zeros, total }) => {
    const width = (high - low) / counts.length
    return [...counts].flatMap((count, bin): CsvCell[][] => {
      if (count === 0) return []
      const [from, to] = [low + bin * width, low + (bin + 1) * width]
      return [[step, nodeLabel(nodeId), nodeId, from, to, count, mean, std, zeros / total]]
    })
  })
  return csvText([head, ...lines])
}

/** Says that there is nothing to export before the first step, or before outputs were seen. */
export function useNoDistributions(): string | null {
  const noSteps = useNoSteps()
  const ofOutputs = useDistributionChoices(({ of }) => of === 'activations')
  const seen = useStore(activationsStore, ({ outcome }) => outcome?.ok === true)
  return ofOutputs && seen ? null : noSteps
}
