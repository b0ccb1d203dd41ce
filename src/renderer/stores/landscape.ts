import { create } from 'zustand'
import type { Landscape, LandscapeSoFar } from '../../engine/probe/messages'
import type { EngineEvent } from '../../engine/protocol'
import { engine, isInEngine, useRun } from './run'

export const landscapeResolutions = [15, 25, 41, 61] as const
export const landscapeRanges = [0.25, 0.5, 1, 2] as const
export const landscapeParts = ['train', 'validation'] as const

/** What a landscape is to be measured by. */
export interface LandscapeChoices {
  readonly resolution: (typeof landscapeResolutions)[number]
  readonly range: (typeof landscapeRanges)[number]
  readonly seed: number
  readonly part: (typeof landscapeParts)[number]
}

export type LandscapeState =
  | { readonly state: 'none' }
  | { readonly state: 'working'; readonly soFar: LandscapeSoFar | null }
  | { readonly state: 'done'; readonly landscape: Landscape }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: string }

interface LandscapeStore {
  readonly choices: LandscapeChoices
  readonly now: LandscapeState
}

/** Enough for a smooth surface; more would take longer for the same picture. */
const mostExamples = 512

export const useLandscape = create<LandscapeStore>()(() => ({
  choices: { resolution: 25, range: 1, seed: 1, part: 'train' },
  now: { state: 'none' },
}))

let lastId = 0

export function chooseLandscape(choices: Partial<LandscapeChoices>): void {
  useLandscape.setState(state => ({ choices: { ...state.choices, ...choices } }))
}

/** Measures the loss around the weights that the run has now. */
export function measureLandscape(): void {
  const { run } = useRun.getState()
  if (!isInEngine(run)) return
  const { resolution, range, seed, part } = useLandscape.getState().choices
  const id = ++lastId
  useLandscape.setState({ now: { state: 'working', soFar: null } })
  void engine.send({
    type: 'landscape',
    landscapeId: id,
    runId: run.id,
    resolution,
    range,
    seed,
    part,
    examples: mostExamples,
  })
}

/** Gives up what is under way; what is known of it goes. */
export function cancelLandscape(): void {
  if (useLandscape.getState().now.state !== 'working') return
  void engine.send({ type: 'cancelLandscape', landscapeId: lastId })
  useLandscape.setState({ now: { state: 'none' } })
}

/** Follows the engine and the run; returns a function that stops. */
export function followLandscape(): () => void {
  const stops = [
    engine.listen(receive),
    useRun.subscribe((state, before) => {
      const isGone = !isInEngine(state.run) && state.run?.state !== 'loading'
      if (state.run?.id !== before.run?.id) {
        cancelLandscape()
        useLandscape.setState({ now: { state: 'none' } })
      } else if (isGone && useLandscape.getState().now.state === 'working') {
        useLandscape.setState({ now: { state: 'none' } })
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    useLandscape.setState({ now: { state: 'none' } })
  }
}

function receive(event: EngineEvent): void {
  if (useLandscape.getState().now.state !== 'working') return
  if (event.type === 'landscapeProgress' && event.landscapeId === lastId) {
    useLandscape.setState({ now: { state: 'working', soFar: event.soFar } })
  }
  if (event.type === 'landscapeMeasured' && event.landscapeId === lastId) {
    const { result } = event
    useLandscape.setState({
      now: result.ok
        ? { state: 'done', landscape: result.landscape }
        : { state: 'failed', message: result.message, remedy: result.remedy },
    })
  }
}
