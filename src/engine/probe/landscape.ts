import type { Examples } from '../data/dataset'
import { createRng } from '../random/stream'
import type { BatchLoader } from '../training/batch'
import type { NamedTensor } from '../training/session'
import type { NetworkCopy } from './network-copy'

/** A square of losses around the present weights θ: L(θ + α·δ + β·η). */
export interface LandscapeGrid {
  /** Points along each side; odd, so that the middle is θ itself. */
  readonly resolution: number
  /** α and β go from −range to range. */
  readonly range: number
}

/** A direction in weight space: values for every parameter tensor, in their order. */
export type Direction = readonly Float64Array[]

/**
 * A random direction, filter by filter as long as the weights: every filter (here all weights that
 * feed one unit) of a normally distributed direction is scaled to the norm of the same filter of the
 * weights. Biases and the parameters of norms stay as they are. Li et al., Visualizing the Loss
 * Landscape of Neural Nets, 2018, section 4.
 */
export function drawDirection(
  parameters: readonly NamedTensor[],
  seed: number,
  axis: 'alpha' | 'beta',
): Direction {
  return parameters.map(({ name, shape, values }) => {
    const direction = new Float64Array(values.length)
    if (shape.length < 2) return direction
    const rng = createRng(seed, `landscape ${axis} ${name}`)
    for (let i = 0; i < direction.length; i++) direction[i] = rng.nextNormal()
    const filters = shape.at(-1)! // W: [in, out]
    for (let filter = 0; filter < filters; filter++) {
      const scale = columnNorm(values, filter, filters) / columnNorm(direction, filter, filters)
      for (let i = filter; i < direction.length; i += filters) direction[i]! *= scale
    }
    return direction
  })
}

function columnNorm(values: ArrayLike<number>, column: number, columns: number): number {
  let squares = 0
  for (let i = column; i < values.length; i += columns) squares += values[i]! ** 2
  return Math.sqrt(squares)
}

/** α or β of a row or column of the grid. */
export function gridPlace({ resolution, range }: LandscapeGrid, index: number): number {
  const half = (resolution - 1) / 2
  return ((index - half) / half) * range
}

/** What a landscape is measured on. */
export interface LandscapeSource {
  /** A copy of the network, with the weights at its centre. */
  readonly network: NetworkCopy
  readonly loader: BatchLoader
  readonly examples: Examples
  /** Measure on the first of them. */
  readonly count: number
}

export interface LandscapeProgress {
  /** After every point: the losses so far, NaN where there is none yet, and how many there are. */
  onPoint(losses: Float64Array, done: number): void
  /** Lets other work in between two batches, and ends the work by throwing. */
  pause(): Promise<void>
}

/**
 * Measures the mean data loss at every point of the grid, in evaluation mode: [β][α], from −range up.
 * The network is left with the weights it came with.
 */
export async function measureLandscape(
  source: LandscapeSource,
  grid: LandscapeGrid,
  seed: number,
  progress: LandscapeProgress,
): Promise<Float64Array> {
  const parameters = source.network.parameters()
  const centre = parameters.map(({ values }) => Float64Array.from(values))
  const alpha = drawDirection(parameters, seed, 'alpha')
  const beta = drawDirection(parameters, seed, 'beta')
  const losses = new Float64Array(grid.resolution ** 2).fill(Number.NaN)
  const measure = createLossMeasure(source, progress.pause)
  try {
    for (let point = 0; point < losses.length; point++) {
      const a = gridPlace(grid, point % grid.resolution)
      const b = gridPlace(grid, Math.floor(point / grid.resolution))
      parameters.forEach(({ values }, p) => {
        const [theta, dAlpha, dBeta] = [centre[p]!, alpha[p]!, beta[p]!]
        for (let i = 0; i < values.length; i++) {
          values[i] = theta[i]! + a * dAlpha[i]! + b * dBeta[i]!
        }
      })
      losses[point] = await measure()
      progress.onPoint(losses, point + 1)
    }
  } finally {
    for (const [p, { values }] of parameters.entries()) values.set(centre[p]!)
  }
  return losses
}

/** Gives a function that evaluates the mean data loss at the present weights. */
function createLossMeasure(
  { network, loader, examples, count }: LandscapeSource,
  pause: () => Promise<void>,
): () => Promise<number> {
  const { plan } = network.program.evaluate
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  return async () => {
    let sum = 0
    for (let from = 0; from < count; from += network.batch) {
      const rows = Math.min(network.batch, count - from)
      loader.load(plan, examples, order, from, rows)
      network.forward(rows)
      sum += network.loss * rows
      await pause()
    }
    return sum / count
  }
}
