import { create } from 'zustand'
import type { TensorCheck } from '../../engine/diagnosis/gradient-check'
import type { GraphDocument } from '../../engine/document/schema'
import type { CheckOutcome, EngineEvent } from '../../engine/protocol'
import { trainsAlike } from './analysis'
import { currentDocument, useDocument } from './document'
import { engine, useRun } from './run'

/** A gradient check, as far as it got. */
export type TrustState =
  | { readonly state: 'none' }
  | {
      readonly state: 'checking'
      readonly document: GraphDocument
      /** The tensor that is looked at, of how many; null while the data is read. */
      readonly progress: {
        readonly tensor: string
        readonly index: number
        readonly count: number
      } | null
    }
  | { readonly state: 'done'; readonly document: GraphDocument; readonly outcome: CheckOutcome }

interface Trust {
  readonly check: TrustState
  /** Whether its window is open. */
  readonly open: boolean
}

export const useTrust = create<Trust>()(() => ({ check: { state: 'none' }, open: false }))

let lastId = 0

/** Compares the gradients of the present graph with central differences; shows how it goes. */
export function checkGradients(): void {
  cancelCheck()
  const document = currentDocument(useDocument.getState())
  useTrust.setState({ check: { state: 'checking', document, progress: null }, open: true })
  void engine.send({ type: 'check', checkId: ++lastId, document })
}

/** Shows what the last check found, or checks where the graph changed since. */
export function openCheck(): void {
  const { check } = useTrust.getState()
  const document = currentDocument(useDocument.getState())
  if (check.state === 'done' && check.outcome.ok && !isOutdated(check, document)) showTrust(true)
  else checkGradients()
}

/** Gives up a check that is under way. */
export function cancelCheck(): void {
  if (useTrust.getState().check.state !== 'checking') return
  void engine.send({ type: 'cancelCheck', checkId: lastId })
  useTrust.setState({ check: { state: 'none' } })
}

export function showTrust(open: boolean): void {
  useTrust.setState({ open })
}

/** Follows the engine and edits; returns a function that stops. */
export function followTrust(): () => void {
  const stops = [
    engine.listen(receive),
    useDocument.subscribe((state, before) => {
      if (state.generation !== before.generation) {
        cancelCheck()
        useTrust.setState({ check: { state: 'none' }, open: false })
      }
    }),
    useRun.subscribe(({ engine: link }) => {
      const isGone = link.state === 'crashed' || link.state === 'failed'
      if (isGone && useTrust.getState().check.state === 'checking') {
        useTrust.setState({ check: { state: 'none' }, open: false })
      }
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    useTrust.setState({ check: { state: 'none' }, open: false })
  }
}

function receive(event: EngineEvent): void {
  const { check } = useTrust.getState()
  if (check.state !== 'checking') return
  if (event.type === 'checking' && event.checkId === lastId) {
    const { tensor, index, count } = event
    useTrust.setState({ check: { ...check, progress: { tensor, index, count } } })
  }
  if (event.type === 'checked' && event.checkId === lastId) {
    const { document } = check
    useTrust.setState({ check: { state: 'done', document, outcome: event.result } })
  }
}

/** Whether the check is of an older graph than the one shown. */
export function isOutdated(check: TrustState, document: GraphDocument): boolean {
  return check.state === 'done' && !trainsAlike(check.document, document)
}

/** Of a tensor or a node. `kink`: no entry has a derivative to compare. */
export type Verdict = 'verified' | 'wrong' | 'kink'

export function verdictOf({ passed, checked, belowRounding }: TensorCheck): Verdict {
  if (!passed) return 'wrong'
  return checked + belowRounding > 0 ? 'verified' : 'kink'
}

export interface NodeTrust {
  readonly verdict: Verdict
  /** The largest relative error among its tensors. */
  readonly error: number
  readonly tensors: readonly TensorCheck[]
}

/** What the check says of one node; null where it says nothing of it, or is outdated. */
export function nodeTrust(
  check: TrustState,
  document: GraphDocument,
  nodeId: string,
): NodeTrust | null {
  if (check.state !== 'done' || !check.outcome.ok || isOutdated(check, document)) return null
  const tensors = check.outcome.initial.tensors.filter(tensor => tensor.nodeId === nodeId)
  if (tensors.length === 0) return null
  const verdicts = tensors.map(verdictOf)
  const verdict = verdicts.includes('wrong')
    ? 'wrong'
    : verdicts.includes('verified')
      ? 'verified'
      : 'kink'
  return { verdict, error: Math.max(...tensors.map(each => each.relativeError)), tensors }
}
