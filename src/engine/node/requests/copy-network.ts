import type { ProbeFailure } from '../../probe/messages'
import { compileCopy, NetworkCopy, type NetworkCopyOptions } from '../../probe/network-copy'
import { chooseBackend } from '../backends'
import type { CurrentRun } from '../current-run'
import { checkMemory } from '../open-session'
import type { EngineContext } from './context'

/** A copy of a run's network in memory of its own, on one thread, with the weights of this moment. */
export function copyNetwork(
  { opened, session }: Pick<CurrentRun, 'opened' | 'session'>,
  options: NetworkCopyOptions,
  { runtimes }: EngineContext,
): { readonly ok: true; readonly network: NetworkCopy } | ProbeFailure {
  const backend = chooseBackend(runtimes?.withoutHelpers() ?? null, { threads: 1 })
  const program = compileCopy(opened.program.graph, options)
  const prepared = backend.prepare(program)
  const tooLarge = checkMemory(program, prepared.memoryBytes)
  if (tooLarge) return { ok: false, ...tooLarge }
  const network = new NetworkCopy(program, prepared.createExecutor())
  network.assign(session.parameters(), session.buffers())
  return { ok: true, network }
}
