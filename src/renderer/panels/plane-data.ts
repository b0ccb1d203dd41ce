import type { PlaneExamples } from '../../engine/probe/messages'
import type { Answered, PlaneState } from '../stores/plane'
import type { BoundaryData, BoundaryPoint } from './charts/boundary/view'
import type { UnitsData } from './charts/unit-maps/unit-maps'

const pointsOf = new WeakMap<PlaneExamples, readonly BoundaryPoint[]>()

/** Examples as marks; those that are trained on last, so that they lie on top. */
function marksOf(examples: PlaneExamples): readonly BoundaryPoint[] {
  const known = pointsOf.get(examples)
  if (known) return known
  const marks = (['test', 'validation', 'train'] as const).flatMap(part =>
    Array.from(examples[part].targets, (target, i) => ({
      x: examples[part].points[2 * i]!,
      y: examples[part].points[2 * i + 1]!,
      target,
      isTraining: part === 'train',
    })),
  )
  pointsOf.set(examples, marks)
  return marks
}

const noPoints: readonly BoundaryPoint[] = []

/** What the boundary's chart draws: examples as soon as they are read, answers as soon as there are any. */
export function boundaryData({ examples, answered }: PlaneState): BoundaryData {
  const known = examples.state === 'ready' ? examples.examples : null
  const answer = examples.state === 'noPlane' ? null : (answered?.answer ?? null)
  return {
    plane: answer ? { x: answer.x, y: answer.y } : (known?.plane ?? null),
    classes: answer ? answer.classes : (known?.classes ?? null),
    answer: answer && {
      step: answered!.step,
      resolution: answer.resolution,
      kind: answer.kind,
      outputs: answer.outputs,
    },
    points: known ? marksOf(known) : noPoints,
  }
}

/** What the units of a node answer; null where they were not asked yet. */
export function unitsData(
  answered: Answered | null,
  nodeId: string | null,
  nodeLabel: (id: string) => string,
): UnitsData | null {
  const units = answered?.answer.units.find(each => each.nodeId === nodeId)
  if (!units) return null
  const { resolution } = answered!.answer
  const { count, values } = units
  return { label: nodeLabel(units.nodeId), step: answered!.step, resolution, count, values }
}
