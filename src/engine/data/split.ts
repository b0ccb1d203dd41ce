import { createRng, shuffle } from '../random/stream'
import { type DatasetInfo, testFraction } from './catalog'
import type { Dataset, Examples } from './dataset'
import { selectExamples } from './examples'

/**
 * Keeps a fifth of the examples for testing, drawn by the seed; of every class a fifth, so that a
 * small set has all of them in both parts.
 */
export function holdOutTest(examples: Examples, info: DatasetInfo, seed: number): Dataset {
  const rng = createRng(seed, 'test split')
  const train: number[] = []
  const test: number[] = []
  for (const group of groupsOf(examples, info)) {
    shuffle(group, rng)
    const held = Math.round(group.length * testFraction)
    test.push(...group.subarray(0, held))
    train.push(...group.subarray(held))
  }
  return {
    info,
    train: selectExamples(examples, Uint32Array.from(train), info),
    test: selectExamples(examples, Uint32Array.from(test), info),
  }
}

/** Indices by class; all together where there are none. */
function groupsOf({ count, targets }: Examples, { classes }: DatasetInfo): Uint32Array[] {
  const all = Uint32Array.from({ length: count }, (_, i) => i)
  if (classes === null) return [all]
  return Array.from({ length: classes }, (_, label) => all.filter(i => targets[i] === label))
}
