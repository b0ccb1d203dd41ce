import type { GraphDocument } from '../../engine/document/schema'
import type { EngineEvent, EngineRequest } from '../../engine/protocol'
import { analysisOf, trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, useRun } from './run'
import { type Answer, nextInquiryId } from './run-inquiry'

export interface InitialInquiry<T> {
  ask(document: GraphDocument, id: number): EngineRequest
  /** What an event answers; null where it is about something else. */
  answerOf(event: EngineEvent): Answer<T> | null
  /** Null where the graph is not sound any more. */
  show(value: T | null): void
}

/** Edits that follow each other faster are waited for. */
const debounceMs = 350

/**
 * Asks about the network that a run would begin with: at once, and soon after every edit that trains
 * otherwise. Only as long as there is no run, which then is what is asked about.
 *
 * @returns a function that stops
 */
export function inquireInitial<T>({ ask, answerOf, show }: InitialInquiry<T>): () => void {
  let asked: GraphDocument | null = null
  let lastId = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const consider = () => {
    const { engine: link, run } = useRun.getState()
    const document = currentDocument(useDocument.getState())
    clearTimeout(timer)
    if (link.state !== 'ready' || run) {
      asked = null
    } else if (!analysisOf(document).graph) {
      asked = null
      lastId = 0
      show(null)
    } else if (!asked) {
      send(document)
    } else if (!trainsAlike(asked, document)) {
      timer = setTimeout(send, debounceMs, document)
    }
  }
  const send = (document: GraphDocument) => {
    asked = document
    lastId = nextInquiryId()
    void engine.send(ask(document, lastId))
  }

  const stops = [
    engine.listen(event => {
      const answer = answerOf(event)
      if (answer?.id === lastId && !useRun.getState().run) show(answer.value)
    }),
    useRun.subscribe(consider),
    useDocument.subscribe(consider),
  ]
  consider()
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
  }
}
