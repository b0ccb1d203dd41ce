import type { Executor } from '../backends/executor'
import type { InitScheme } from '../nodes/define-node'
import type { CompiledPlan } from '../plan/compiled-plan'
import { createRng } from '../random/stream'
import type { WeightTarget } from './assign-weights'

/**
 * Fills parameters, buffers and optimizer state with their first values. Each parameter draws from
 * a stream of its own name, so a layer starts the same whatever else the network has.
 */
export function initializeState(compiled: CompiledPlan, executor: Executor, seed: number): void {
  const { plan } = compiled
  for (const { tensor, init, name } of compiled.params) {
    const { shape } = plan.tensors[tensor]!
    initializeTensor({ name, shape, values: executor.tensor(plan, tensor) }, init, seed)
  }
  for (const { tensor, initial } of compiled.buffers) executor.tensor(plan, tensor).fill(initial)
  for (const { id, role } of plan.tensors) {
    if (role === 'optimizerState') executor.tensor(plan, id).fill(0)
  }
}

/** Fills a parameter with its first values. */
export function initializeTensor(
  { name, shape, values }: WeightTarget,
  init: InitScheme,
  seed: number,
): void {
  if (init.kind === 'constant') {
    values.fill(init.value)
    return
  }
  if (init.kind === 'identity') {
    const [rows = 0, columns = 0] = shape
    values.fill(0)
    for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = init.scale
    return
  }
  const rng = createRng(seed, `init ${name}`)
  for (let i = 0; i < values.length; i++) {
    values[i] =
      init.kind === 'normal'
        ? init.mean + init.std * rng.nextNormal()
        : init.limit * (2 * rng.nextUniform() - 1)
  }
}
