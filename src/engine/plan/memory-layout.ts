import { elementWiseFunctions } from '../nodes/activation'
import type { Step, TensorRole, TensorSpec } from './types'

/** A tensor before it has a place in the arena. */
export type UnplacedTensor = Omit<TensorSpec, 'offset'>

/** What outlives a step. */
export const persistentRoles: readonly TensorRole[] = ['param', 'buffer', 'optimizerState']

/** What is read out as one slice. */
const measuredRoles: readonly TensorRole[] = ['statistic', 'histogram']

/** Offsets are multiples of so many elements: 64 bytes in float32, a cache line. */
const alignment = 16

export interface MemoryLayout {
  readonly tensors: readonly TensorSpec[]
  readonly persistentSize: number
  readonly arenaSize: number
}

/**
 * Gives every tensor its place in one arena: first what outlives a step, then statistics and
 * histograms side by side (a telemetry frame is one slice), then the rest. With `reuse`, tensors of the
 * rest whose lifetimes over `steps` do not overlap share memory; without it each keeps its own. What has
 * a row for each example never shares with what has not: threads share rows in one way and other
 * tensors in another, and a line that two cores write in turns is slow to come by.
 *
 * @param transientStart first element of the part that does not outlive a step; the persistent
 *   part comes out the same for the training and the evaluation plan of one graph.
 */
export function layoutMemory(
  tensors: readonly UnplacedTensor[],
  steps: readonly Step[],
  options: { readonly reuse: boolean; readonly transientStart?: number },
): MemoryLayout {
  const offsets = new Map<number, number>()
  let end = 0
  for (const role of persistentRoles) {
    for (const tensor of tensors.filter(candidate => candidate.role === role)) {
      offsets.set(tensor.id, end)
      end = align(end + tensor.size)
    }
  }
  const persistentSize = end
  end = Math.max(end, options.transientStart ?? 0)
  for (const role of measuredRoles) {
    for (const tensor of tensors.filter(candidate => candidate.role === role)) {
      offsets.set(tensor.id, end)
      end += tensor.size
    }
    end = align(end)
  }

  const rest = tensors.filter(tensor => !offsets.has(tensor.id))
  const lifetimes = options.reuse ? findLifetimes(steps) : new Map<number, Lifetime>()
  const perExample = rest.filter(({ batched }) => batched)
  const others = rest.filter(({ batched }) => !batched)
  const replaced = options.reuse ? findReplaced(steps, tensors, lifetimes) : new Map()
  const batchedEnd = placeByLifetime(perExample, lifetimes, replaced, end, offsets)
  const arenaSize = placeByLifetime(others, lifetimes, new Map(), batchedEnd, offsets)
  return {
    tensors: tensors.map(tensor => ({ ...tensor, offset: offsets.get(tensor.id)! })),
    persistentSize,
    arenaSize,
  }
}

interface Lifetime {
  readonly first: number
  readonly last: number
}

/** First and last step that touches each tensor. */
function findLifetimes(steps: readonly Step[]): Map<number, Lifetime> {
  const lifetimes = new Map<number, Lifetime>()
  steps.forEach((step, index) => {
    for (const id of [...step.inputs, ...step.outputs]) {
      if (id === null) continue
      lifetimes.set(id, { first: lifetimes.get(id)?.first ?? index, last: index })
    }
  })
  return lifetimes
}

/** Steps that write an element only after they have read that element, and the input they may replace. */
const elementWise: Readonly<Record<string, number>> = {
  ...Object.fromEntries(elementWiseFunctions.map(name => [`${name}.forward`, 0])),
  ...Object.fromEntries(elementWiseFunctions.map(name => [`${name}.backward`, 2])),
  'dropout.forward': 0,
  'dropout.backward': 1,
}

/** Per output of an element-wise step: the input in whose place it is written, where nothing needs that later. */
function findReplaced(
  steps: readonly Step[],
  tensors: readonly UnplacedTensor[],
  lifetimes: ReadonlyMap<number, Lifetime>,
): Map<number, number> {
  const byId = new Map(tensors.map(tensor => [tensor.id, tensor]))
  const replaced = new Map<number, number>()
  steps.forEach((step, index) => {
    const from = step.inputs[elementWise[step.kernel] ?? -1]
    const to = step.outputs[0]
    if (from === null || from === undefined || to === null || to === undefined) return
    const dies = lifetimes.get(from)!.last === index && lifetimes.get(to)!.first === index
    const { role, size } = byId.get(from)!
    if (dies && !alwaysLive.includes(role) && size === byId.get(to)!.size) replaced.set(to, from)
  })
  return replaced
}

/** Tensors that the outside fills before a run or reads after it. */
const alwaysLive: readonly TensorRole[] = ['input', 'target', 'scalar']

/**
 * Elements that a core fetches ahead of those that it goes through, seen with Zen 4, where there are many:
 * between two tensors so many stay empty, so that no thread takes from another what that is writing.
 */
export const fetchedAhead = { elements: 8192, from: 4096 }

function roomOf({ size }: UnplacedTensor): number {
  return size < fetchedAhead.from ? size : size + fetchedAhead.elements
}

/** First fit in order of first use; returns the end of the arena. */
function placeByLifetime(
  tensors: readonly UnplacedTensor[],
  lifetimes: ReadonlyMap<number, Lifetime>,
  replaced: ReadonlyMap<number, number>,
  start: number,
  offsets: Map<number, number>,
): number {
  const lifetimeOf = (tensor: UnplacedTensor): Lifetime => {
    const found = alwaysLive.includes(tensor.role) ? undefined : lifetimes.get(tensor.id)
    return found ?? { first: -1, last: Number.POSITIVE_INFINITY }
  }
  const order = tensors
    .map(tensor => ({ tensor, life: lifetimeOf(tensor) }))
    .sort((a, b) => a.life.first - b.life.first)
  // By offset. Tensors come in order of first use, so what has ended never matters again.
  let live: { offset: number; end: number; last: number }[] = []
  let arenaEnd = start
  for (const { tensor, life } of order) {
    live = live.filter(other => other.last >= life.first)
    const inPlaceOf = replaced.get(tensor.id)
    if (inPlaceOf !== undefined) {
      const offset = offsets.get(inPlaceOf)!
      offsets.set(tensor.id, offset)
      live = live.map(other => (other.offset === offset ? { ...other, last: life.last } : other))
      continue
    }
    let offset = start
    let place = 0
    for (; place < live.length; place++) {
      const other = live[place]!
      if (offset + roomOf(tensor) <= other.offset) break
      offset = Math.max(offset, other.end)
    }
    const end = align(offset + roomOf(tensor))
    offsets.set(tensor.id, offset)
    live.splice(place, 0, { offset, end, last: life.last })
    arenaEnd = Math.max(arenaEnd, end)
  }
  return arenaEnd
}

function align(offset: number): number {
  return Math.ceil(offset / alignment) * alignment
}
