import { assignText } from '../engine/document/assign'
import type { GraphDocument } from '../engine/document/schema'
import { CliFailure } from './failure'

/**
 * Applies `PATH=VALUE` to a copy of a document; see `assignText` for what can be set.
 *
 * @throws CliFailure when the path leads nowhere.
 */
export function applySetting(document: GraphDocument, assignment: string): unknown {
  const equals = assignment.indexOf('=')
  if (equals < 1) {
    throw new CliFailure(
      `--set ${assignment}: it has no "=".`,
      'Write PATH=VALUE, such as training.optimizer.learningRate=0.1.',
    )
  }
  const path = assignment.slice(0, equals)
  const assigned = assignText(document, path, assignment.slice(equals + 1))
  if (!assigned.ok)
    throw new CliFailure(`--set ${assignment}: ${assigned.message}`, assigned.remedy)
  return assigned.file
}
