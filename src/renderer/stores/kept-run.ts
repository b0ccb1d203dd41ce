import { create } from 'zustand'
import type { GraphDocument } from '../../engine/document/schema'
import type { EngineEvent, KeptCheckpoint } from '../../engine/protocol'
import { trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, useRun } from './run'

/** A paused run on the disk, of a document as it was when it was opened. */
interface Offer {
  readonly document: GraphDocument
  readonly checkpoint: KeptCheckpoint
}

export const useKeptRun = create<{ readonly offer: Offer | null }>()(() => ({ offer: null }))

/** What was asked about; answers come in the order of the questions. */
let asked: GraphDocument[] = []

/**
 * Asks for a run to resume whenever a document is opened, and when the engine is back after it was lost
 * with a run; returns a function that stops.
 */
export function followKeptRun(): () => void {
  const stops = [
    useDocument.subscribe((state, before) => {
      if (state.generation !== before.generation) ask()
    }),
    useRun.subscribe((state, before) => {
      if (state.engine.state !== 'ready') asked = []
      if (state.run && state.run.id !== before.run?.id) useKeptRun.setState({ offer: null })
      const isBack = state.engine.state === 'ready' && before.engine.state !== 'ready'
      if (isBack && state.run?.state === 'lost') ask()
    }),
    engine.listen(receive),
  ]
  ask()
  return () => {
    for (const stop of stops) stop()
    asked = []
    useKeptRun.setState({ offer: null })
  }
}

function ask(): void {
  useKeptRun.setState({ offer: null })
  const state = useDocument.getState()
  const document = currentDocument(state)
  if (!state.open || document.nodes.length === 0) return
  void engine.connect().then(link => {
    if (!link) return
    asked.push(document)
    link.send({ type: 'findCheckpoint', document })
  })
}

function receive(event: EngineEvent): void {
  if (event.type !== 'checkpointFound') return
  const document = asked.shift()
  const { checkpoint } = event
  // Another document came in between, or the answer is late.
  const { run } = useRun.getState()
  if (!document || asked.length > 0 || !checkpoint || (run && run.state !== 'lost')) return
  useKeptRun.setState({ offer: { document, checkpoint } })
}

/** Whether the offer is of the graph and training config that are shown. */
export function isOffered(offer: Offer | null, document: GraphDocument): offer is Offer {
  return offer !== null && trainsAlike(offer.document, document)
}

export function resumeKeptRun(): void {
  const { offer } = useKeptRun.getState()
  if (!offer) return
  useKeptRun.setState({ offer: null })
  void engine.resume(currentDocument(useDocument.getState()))
}

export function discardKeptRun(): void {
  const { offer } = useKeptRun.getState()
  useKeptRun.setState({ offer: null })
  if (offer) void engine.send({ type: 'discardCheckpoint', document: offer.document })
}
