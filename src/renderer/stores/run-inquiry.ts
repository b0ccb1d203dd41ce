import type { EngineEvent, EngineRequest } from '../../engine/protocol'
import { engine, isInEngine, useRun } from './run'

/** An answer belongs to the request of the same number. */
export interface Answer<T> {
  readonly id: number
  /** Null where it is about a network without a run. */
  readonly runId: number | null
  readonly value: T
}

export interface RunInquiry<T> {
  ask(runId: number, id: number): EngineRequest
  /** What an event answers; null where it is about something else. */
  answerOf(event: EngineEvent): Answer<T> | null
  show(value: T): void
}

/** Shortest time from an answer to the next question; longer where answers take their time. */
const shortestPause = 200
const pauseShare = 3

let lastId = 0

/** Numbers of questions are not used twice, whoever asks. */
export function nextInquiryId(): number {
  return ++lastId
}

/**
 * Asks about the present run again and again while it goes on, never faster than it is answered, and
 * once when it stands still or its window comes back into sight.
 *
 * @returns a function that stops
 */
export function inquire<T>({ ask, answerOf, show }: RunInquiry<T>): () => void {
  let asked = ''
  let pending: { readonly id: number; readonly runId: number; readonly at: number } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const consider = () => {
    const { run } = useRun.getState()
    if (!isInEngine(run)) {
      asked = ''
      pending = null
      return
    }
    if (pending && pending.runId !== run.id) pending = null
    const moment = `${run.id} ${run.step} ${run.state}`
    if (pending || timer !== undefined || moment === asked || document.hidden) return
    asked = moment
    pending = { id: nextInquiryId(), runId: run.id, at: performance.now() }
    void engine.send(ask(run.id, pending.id))
  }

  const stops = [
    engine.listen(event => {
      const answer = answerOf(event)
      if (!answer || answer.id !== pending?.id) return
      const took = performance.now() - pending.at
      pending = null
      if (answer.runId === useRun.getState().run?.id) show(answer.value)
      timer = setTimeout(
        () => {
          timer = undefined
          consider()
        },
        Math.max(shortestPause, took * pauseShare),
      )
    }),
    useRun.subscribe(consider),
  ]
  document.addEventListener('visibilitychange', consider)
  consider()
  return () => {
    for (const stop of stops) stop()
    document.removeEventListener('visibilitychange', consider)
    clearTimeout(timer)
  }
}
