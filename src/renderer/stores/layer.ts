import { createStore } from 'zustand/vanilla'
import type { ActivationsOutcome, EngineEvent, TensorsOutcome } from '../../engine/protocol'
import { inquireInitial } from './initial-inquiry'
import { useRun } from './run'
import { type Answer, inquire } from './run-inquiry'

/** The inside of the layer that is looked at; null until the engine has told. */
export const layerStore = createStore<{ readonly outcome: TensorsOutcome | null }>(() => ({
  outcome: null,
}))

/** How the outputs of all layers are spread; null until the engine has told. */
export const activationsStore = createStore<{ readonly outcome: ActivationsOutcome | null }>(
  () => ({ outcome: null }),
)

/** Keeps the inside of a node of the run up to date; returns a function that stops. */
export function followLayer(nodeId: string): () => void {
  forgetOther(nodeId)
  return inquire({
    ask: (runId, tensorsId) => ({ type: 'tensors', runId, tensorsId, nodeId }),
    answerOf: tensorsOf,
    show: outcome => layerStore.setState({ outcome }),
  })
}

/** The same of the network before there is a run. */
export function followInitialLayer(nodeId: string): () => void {
  forgetOther(nodeId)
  return inquireInitial({
    ask: (document, tensorsId) => ({ type: 'initialTensors', tensorsId, document, nodeId }),
    answerOf: tensorsOf,
    show: outcome => layerStore.setState({ outcome }),
  })
}

function forgetOther(nodeId: string): void {
  const { outcome } = layerStore.getState()
  if (!outcome?.ok || outcome.layer.nodeId !== nodeId) layerStore.setState({ outcome: null })
}

/** Keeps the spread of all outputs of the run up to date; returns a function that stops. */
export function followActivations(): () => void {
  return inquire({
    ask: (runId, activationsId) => ({ type: 'activations', runId, activationsId }),
    answerOf: activationsOf,
    show: outcome => activationsStore.setState({ outcome }),
  })
}

/** The same of the network before there is a run. */
export function followInitialActivations(): () => void {
  return inquireInitial({
    ask: (document, activationsId) => ({ type: 'initialActivations', activationsId, document }),
    answerOf: activationsOf,
    show: outcome => activationsStore.setState({ outcome }),
  })
}

function tensorsOf(event: EngineEvent): Answer<TensorsOutcome> | null {
  if (event.type !== 'tensors') return null
  return { id: event.tensorsId, runId: event.runId, value: event.result }
}

function activationsOf(event: EngineEvent): Answer<ActivationsOutcome> | null {
  if (event.type !== 'activations') return null
  return { id: event.activationsId, runId: event.runId, value: event.result }
}

// What was seen of an older run means nothing in a new one.
useRun.subscribe((state, before) => {
  if (state.run?.id === before.run?.id) return
  layerStore.setState({ outcome: null })
  activationsStore.setState({ outcome: null })
})
