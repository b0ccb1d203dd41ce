import { createRng, type Rng } from '../random/stream'
import type { CatalogEntry, DatasetId } from './catalog'
import type { Dataset, Examples } from './dataset'

/** What a set that is drawn depends on. */
export interface Drawing {
  /** Standard deviation of the normal noise on every coordinate. */
  readonly noise: number
  readonly seed: number
}

/** Writes one example of a class into `out`, of that many classes. */
type Generator = (
  out: Float32Array,
  label: number,
  classes: number,
  noise: number,
  rng: Rng,
) => void

/** Turns that an arm of the spiral would make from radius 0 to 1. */
const spiralTurns = 0.75
const spiralStart = 0.1
/** Of the ring inside the other. */
const innerRadius = 0.5

const spiral: Generator = (out, label, classes, noise, rng) => {
  const radius = spiralStart + (1 - spiralStart) * rng.nextUniform()
  const angle = 2 * Math.PI * (spiralTurns * radius + label / classes)
  place(out, radius * Math.cos(angle), radius * Math.sin(angle), noise, rng)
}

const moons: Generator = (out, label, _classes, noise, rng) => {
  const angle = Math.PI * rng.nextUniform()
  const x = Math.cos(angle)
  const y = Math.sin(angle)
  if (label === 0) place(out, x, y, noise, rng)
  else place(out, 1 - x, 0.5 - y, noise, rng)
}

const circles: Generator = (out, label, _classes, noise, rng) => {
  const angle = 2 * Math.PI * rng.nextUniform()
  const radius = label === 0 ? 1 : innerRadius
  place(out, radius * Math.cos(angle), radius * Math.sin(angle), noise, rng)
}

/** Class 1 where the signs of the coordinates differ. */
const xor: Generator = (out, label, _classes, noise, rng) => {
  const side = rng.nextUniform() < 0.5 ? -1 : 1
  const other = label === 0 ? side : -side
  place(out, side * rng.nextUniform(), other * rng.nextUniform(), noise, rng)
}

const clusters: Generator = (out, label, classes, noise, rng) => {
  const angle = (2 * Math.PI * label) / classes
  place(out, Math.cos(angle), Math.sin(angle), noise, rng)
}

/** Nothing in an example says of which class it is. */
const randomNoise: Generator = (out, _label, _classes, _noise, rng) => {
  for (let i = 0; i < out.length; i++) out[i] = rng.nextNormal()
}

function place(out: Float32Array, x: number, y: number, noise: number, rng: Rng): void {
  out[0] = x + noise * rng.nextNormal()
  out[1] = y + noise * rng.nextNormal()
}

const generators: Readonly<Partial<Record<DatasetId, Generator>>> = {
  spiral,
  moons,
  circles,
  xor,
  clusters,
  randomNoise,
}

/**
 * Draws a data set. The same seed draws the same examples; more of them begin with the same, and
 * noise moves each point from where it is without it.
 */
export function drawDataset(info: CatalogEntry, drawing: Drawing): Dataset {
  const { train, test } = info.examples
  return {
    info,
    train: drawExamples(info, train, drawing, createRng(drawing.seed, `${info.id} train`)),
    test: drawExamples(info, test, drawing, createRng(drawing.seed, `${info.id} test`)),
  }
}

function drawExamples(
  { id, features: [width = 0], classes }: CatalogEntry,
  count: number,
  { noise }: Drawing,
  rng: Rng,
): Examples {
  const generate = generators[id as DatasetId]
  if (!generate || classes === null) throw new Error(`${id} is no data set that is drawn`)
  const features = new Float32Array(count * width)
  const targets = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    // In turn, so that every class is as large; only the labels of noise are drawn.
    const label = id === 'randomNoise' ? rng.nextInt(classes) : i % classes
    targets[i] = label
    generate(features.subarray(i * width, (i + 1) * width), label, classes, noise, rng)
  }
  return { count, features, targets }
}
