import type { EngineEvent } from '../../protocol'
import type { NamedTensor } from '../../training/session'
import type { CurrentRun } from '../current-run'
import { weightsHash } from '../weights-hash'

/** A copy of every parameter and buffer as it is now. */
export function weightsOf({ id, session }: CurrentRun): EngineEvent {
  const parameters = session.parameters()
  return {
    type: 'weights',
    runId: id,
    hash: weightsHash(parameters),
    tensors: parameters.map(copy),
    buffers: session.buffers().map(copy),
  }
}

const copy = ({ name, shape, values }: NamedTensor) => ({ name, shape, values: values.slice() })
