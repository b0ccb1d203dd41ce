import type { GradscopeBridge } from '../shared/ipc/contract'

/** What the preload offers; read when used, so that tests can put a stand-in there first. */
export function bridge(): GradscopeBridge {
  return window.gradscope
}
