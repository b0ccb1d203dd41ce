import { createStore } from 'zustand/vanilla'
import type { ActivationsOutcome, TensorsOutcome } from '../../engine/protocol'
import { useRun } from './run'
import { inquire } from './run-inquiry'

/** The inside of the layer that is looked at; null until the engine has told. */
export const layerStore = createStore<{ readonly outcome: TensorsOutcome | null }>(() => ({
  outcome: null,
}))

/** How the outputs of all layers are spread; null until the engine has told. */
export const activationsStore = createStore<{ readonly outcome: ActivationsOutcome | null }>(
  () => ({ outcome: null }),
)

/** Keeps the inside of a node up to date while it is looked at; returns a function that stops. */
export function followLayer(nodeId: string): () => void {
  const { outcome } = layerStore.getState()
  if (!outcome?.ok || outcome.layer.nodeId !== nodeId) layerStore.setState({ outcome: null })
  return inquire({
    ask: (runId, tensorsId) => ({ type: 'tensors', runId, tensorsId, nodeId }),
    answerOf: event =>
      event.type === 'tensors'
        ? { id: event.tensorsId, runId: event.runId, value: event.result }
        : null,
    show: result => layerStore.setState({ outcome: result }),
  })
}

/** Keeps the spread of all outputs up to date while it is looked at; returns a function that stops. */
export function followActivations(): () => void {
  return inquire({
    ask: (runId, activationsId) => ({ type: 'activations', runId, activationsId }),
    answerOf: event =>
      event.type === 'activations'
        ? { id: event.activationsId, runId: event.runId, value: event.result }
        : null,
    show: result => activationsStore.setState({ outcome: result }),
  })
}

// What was seen of an older run means nothing in a new one.
useRun.subscribe((state, before) => {
  if (state.run?.id === before.run?.id) return
  layerStore.setState({ outcome: null })
  activationsStore.setState({ outcome: null })
})
