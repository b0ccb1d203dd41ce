import type { Executor } from '../backends/executor'
import type { Augmenter } from '../data/augment'
import type { DatasetInfo } from '../data/catalog'
import type { Examples } from '../data/dataset'
import type { Plan } from '../plan/types'

/** Copies examples into a plan's input and target tensors. */
export interface BatchLoader {
  /**
   * Loads the examples `indices[from … from + rows)`; returns nothing, allocates nothing.
   *
   * @param trainingStep the step that is trained with them, counted from 0: they are then augmented
   *   where that is asked for. As they are unless given.
   */
  load(
    plan: Plan,
    examples: Examples,
    indices: Uint32Array,
    from: number,
    rows: number,
    trainingStep?: number,
  ): void
}

/**
 * @param classIndices true where the loss compares with a class index, false where it takes rows
 *   of values (one-hot rows for classes).
 */
export function createBatchLoader(
  executor: Executor,
  info: DatasetInfo,
  classIndices: boolean,
  augment: Augmenter | null = null,
): BatchLoader {
  const width = info.features.reduce((product, dim) => product * dim, 1)
  const views = new Map<
    Plan,
    { input: Float64Array | Float32Array; target: Float64Array | Float32Array }
  >()
  const viewsOf = (plan: Plan) => {
    let found = views.get(plan)
    if (!found) {
      found = {
        input: executor.tensor(plan, plan.input),
        target: executor.tensor(plan, plan.target),
      }
      views.set(plan, found)
    }
    return found
  }
  // One view for each example, made once: copying a row is then one call without an allocation.
  const rowViews = new Map<Examples, readonly Float32Array[]>()
  const rowsOf = (examples: Examples) => {
    let found = rowViews.get(examples)
    if (!found) {
      found = Array.from({ length: examples.count }, (_, i) =>
        examples.features.subarray(i * width, (i + 1) * width),
      )
      rowViews.set(examples, found)
    }
    return found
  }
  return {
    load(plan, examples, indices, from, rows, trainingStep) {
      const { input, target } = viewsOf(plan)
      const features = rowsOf(examples)
      for (let row = 0; row < rows; row++) {
        const example = indices[from + row]!
        const source = features[example]!
        if (augment && trainingStep !== undefined) {
          augment(input, row * width, source, trainingStep, row)
        } else input.set(source, row * width)
        loadTarget(target, row, examples.targets, example)
      }
    },
  }

  function loadTarget(
    target: Float64Array | Float32Array,
    row: number,
    targets: Float32Array,
    example: number,
  ): void {
    if (classIndices) {
      target[row] = targets[example]!
    } else if (info.classes !== null) {
      const start = row * info.classes
      target.fill(0, start, start + info.classes)
      target[start + targets[example]!] = 1
    } else {
      const values = info.targetFeatures
      for (let j = 0; j < values; j++) target[row * values + j] = targets[example * values + j]!
    }
  }
}
