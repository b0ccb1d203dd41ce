import { createRng, shuffle } from '../random/stream'
import { type DatasetInfo, testFraction } from './catalog'
import type { Dataset, Examples } from './dataset'
import { selectExamples } from './examples'

/**
 * Keeps some of the examples for testing, drawn by the seed; of every class the same share, so that a
 * small set has all of them in both parts.
 *
 * @param held how many in all; a fifth of every class unless given.
 */
export function holdOutTest(
  examples: Examples,
  info: DatasetInfo,
  seed: number,
  held?: number,
): Dataset {
  const rng = createRng(seed, 'test split')
  const groups = groupsOf(examples, info)
  const sizes = groups.map(group => group.length)
  const shares =
    held === undefined
      ? sizes.map(size => Math.round(size * testFraction))
      : sharesOf(sizes, held, examples.count)
  const count = shares.reduce((sum, share) => sum + share, 0)
  const test = new Uint32Array(count)
  const train = new Uint32Array(examples.count - count)
  let [inTest, inTrain] = [0, 0]
  groups.forEach((group, i) => {
    shuffle(group, rng)
    const share = shares[i]!
    test.set(group.subarray(0, share), inTest)
    train.set(group.subarray(share), inTrain)
    inTest += share
    inTrain += group.length - share
  })
  return {
    info,
    train: selectExamples(examples, train, info),
    test: selectExamples(examples, test, info),
  }
}

/**
 * Brings so many of a shuffled order to its front that every class has the same share of them; else
 * the order stays.
 */
export function stratify(
  order: Uint32Array,
  { targets }: Examples,
  classes: number,
  held: number,
): Uint32Array {
  const sizes = Array.from({ length: classes }, () => 0)
  for (const index of order) sizes[targets[index]!]!++
  const left = sharesOf(sizes, held, order.length)
  const result = new Uint32Array(order.length)
  let [front, back] = [0, held]
  for (const index of order) {
    const label = targets[index]!
    if (left[label]! > 0) {
      left[label]!--
      result[front++] = index
    } else result[back++] = index
  }
  return result
}

/** So many in all, parted by the groups' sizes: rounded down, then up where most is cut off. */
function sharesOf(sizes: readonly number[], held: number, count: number): number[] {
  const exact = sizes.map(size => (size * held) / count)
  const shares = exact.map(Math.floor)
  const rest = held - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = sizes
    .map((_, i) => i)
    .toSorted((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!) || a - b)
  for (const i of byRemainder.slice(0, rest)) shares[i]!++
  return shares
}

/** Indices by class, each class in the order of the examples; all together where there are none. */
function groupsOf({ count, targets }: Examples, { classes }: DatasetInfo): Uint32Array[] {
  if (classes === null) return [Uint32Array.from({ length: count }, (_, i) => i)]
  const sizes = new Uint32Array(classes)
  for (let i = 0; i < count; i++) sizes[targets[i]!]!++
  const groups = Array.from(sizes, size => new Uint32Array(size))
  const filled = new Uint32Array(classes)
  for (let i = 0; i < count; i++) {
    const label = targets[i]!
    groups[label]![filled[label]!++] = i
  }
  return groups
}
