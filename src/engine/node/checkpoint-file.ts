import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { KeptCheckpoint } from '../protocol'
import type { CheckpointedRun } from '../training/checkpoint'
import type { Watch } from '../training/early-stopping'
import { decodeTensors, encodeSafetensors, type StoredTensor } from './safetensors'

const milestone = z.strictObject({
  step: z.int().min(0),
  epoch: z.int().min(0),
  /** JSON has no NaN. */
  value: z.number().nullable(),
})

const aboutSchema = z.strictObject({
  /** See `trainingKey`. */
  key: z.string(),
  step: z.int().min(1),
  epoch: z.int().min(1),
  totalSteps: z.int().min(1),
  savedAt: z.number(),
  /** Of everything after the header. */
  sha256: z.string(),
  watch: z
    .strictObject({
      best: milestone.nullable(),
      last: milestone.nullable(),
      waited: z.int().min(0),
    })
    .nullable(),
})
type About = z.infer<typeof aboutSchema>

export interface CheckpointFile {
  readonly about: About
  readonly tensors: readonly StoredTensor[]
}

/** Name of the best weights, which early stopping may restore. */
const bestName = 'earlyStopping.best'

/** A run as it is now, as a `.safetensors` file: everything that outlives a step, by name. */
export function encodeCheckpoint(run: CheckpointedRun, key: string, now: number) {
  const { session, earlyStopping } = run
  const watch = earlyStopping?.createWatch() ?? null
  if (watch) earlyStopping?.save(watch)
  const tensors: StoredTensor[] = session.stateTensors()
  if (watch && watch.weights.length > 0) {
    tensors.push({ name: bestName, shape: [watch.weights.length], values: watch.weights })
  }
  const about: About = {
    key,
    step: session.stepsDone,
    epoch: session.epoch,
    totalSteps: session.totalSteps,
    savedAt: now,
    sha256: hashOf(tensors),
    watch: watch && { best: watch.best, last: watch.last, waited: watch.waited },
  }
  return encodeSafetensors(tensors, {
    format: 'gradscope-checkpoint',
    about: JSON.stringify(about),
  })
}

/** What a file holds, or what is wrong with it as the rest of a sentence. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointFile | string {
  const decoded = decodeTensors(bytes)
  if (!decoded.ok) return decoded.reason
  const { metadata, tensors } = decoded
  if (metadata.format !== 'gradscope-checkpoint') return 'is no checkpoint'
  const about = readAbout(metadata.about ?? '')
  if (!about) return 'is damaged: what it says of its run cannot be read'
  if (about.sha256 !== hashOf(tensors)) return 'is damaged: its numbers are not what was written'
  return { about, tensors }
}

function readAbout(text: string): About | null {
  try {
    return aboutSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** What a window is told of a checkpoint. */
export function summaryOf({ about }: CheckpointFile): KeptCheckpoint {
  const { step, totalSteps, epoch, savedAt } = about
  return { step, totalSteps, epoch, savedAt }
}

/**
 * Puts a run of the same graph and training config to where a checkpoint was taken.
 *
 * @returns what does not fit, as the rest of a sentence, or null. Nothing is changed then.
 */
export function resumeFrom(file: CheckpointFile, run: CheckpointedRun): string | null {
  const { about, tensors } = file
  const { session, earlyStopping } = run
  const stored = new Map(tensors.map(tensor => [tensor.name, tensor]))
  const state = session.stateTensors()
  for (const { name, shape, values } of state) {
    const found = stored.get(name)
    if (!found) return `lacks "${name}"`
    if (found.shape.join() !== shape.join()) return `holds "${name}" in another shape`
    if (found.values.BYTES_PER_ELEMENT !== values.BYTES_PER_ELEMENT) {
      return 'was taken on the other backend, which computes in another precision'
    }
  }
  const watch = earlyStopping?.createWatch() ?? null
  const best = stored.get(bestName)?.values ?? new Float32Array()
  if (watch && best.length !== watch.weights.length) return 'lacks the best weights'
  if (about.step >= session.totalSteps) {
    return `is of step ${about.step}, and the run ends after ${session.totalSteps}`
  }
  for (const { name, values } of state) values.set(stored.get(name)!.values)
  session.resumeAt(about.step)
  if (watch) {
    watch.best = restoreMilestone(about.watch?.best)
    watch.last = restoreMilestone(about.watch?.last)
    watch.waited = about.watch?.waited ?? 0
    watch.weights.set(best)
    earlyStopping?.restore(watch)
  }
  return null
}

function restoreMilestone(from: z.infer<typeof milestone> | null | undefined): Watch['best'] {
  return from ? { ...from, value: from.value ?? Number.NaN } : null
}

function hashOf(tensors: readonly StoredTensor[]): string {
  const hash = createHash('sha256')
  for (const { name, values } of tensors) {
    hash.update(name)
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }
  return hash.digest('hex')
}
