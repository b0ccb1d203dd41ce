import { serializeDocument } from '../../../src/engine/document/serialize'
import { enginePortMessage } from '../../../src/shared/ipc/channels'
import type { GradscopeBridge, RequestOf } from '../../../src/shared/ipc/contract'
import { serveFakeEngine } from './fake-engine'
import { digits, vanishing } from './networks'

const shipped = import.meta.glob<string>('../../../resources/examples/*.gradscope', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const examples = Object.entries(shipped).map(([path, text]) => ({
  id: path.split('/').at(-1)!.replace('.gradscope', ''),
  text,
}))
if (examples.length === 0) {
  examples.push(
    { id: 'mnist-relu', text: serializeDocument(digits) },
    { id: 'vanishing-sigmoid', text: serializeDocument(vanishing) },
  )
}

const listeners = new Map<string, Set<(payload: never) => void>>()

/** Sends what main would send; for trying things out from the console. */
export function emit(channel: string, payload: unknown): void {
  for (const listener of listeners.get(channel) ?? []) listener(payload as never)
}

const answers: Readonly<Record<string, (payload: unknown) => unknown>> = {
  'document.resume': () => ({ kind: 'none' }),
  'recent.list': () => [],
  'recovery.list': () => [],
  'examples.list': () => examples,
  'document.openExample': payload => {
    const { id } = payload as RequestOf<'document.openExample'>
    const example = examples.find(other => other.id === id)
    return { kind: 'opened', text: example?.text ?? '', name: id, path: null }
  },
  'document.open': () => ({
    kind: 'opened',
    text: sessionStorage.getItem('file') ?? '{}',
    name: 'broken',
    path: null,
  }),
  'document.save': payload => {
    sessionStorage.setItem('file', (payload as RequestOf<'document.save'>).text)
    return { kind: 'saved', name: 'saved', path: '/tmp/saved.gradscope' }
  },
  'document.confirmDiscard': () => 'discard',
  'engine.connect': () => {
    const { port1, port2 } = new MessageChannel()
    serveFakeEngine(port1)
    window.postMessage(enginePortMessage, '*', [port2])
  },
}

export const fakeBridge: GradscopeBridge = {
  request: async (channel, payload) => answers[channel]?.(payload) as never,
  openDropped: async () => null,
  showDropped: async () => false,
  takeDropped: async () => null,
  on: (channel, listener) => {
    const set = listeners.get(channel) ?? new Set()
    listeners.set(channel, set)
    set.add(listener as never)
    return () => set.delete(listener as never)
  },
}
