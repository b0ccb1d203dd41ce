import type { GradscopeBridge } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** What the preload lets the page do; undefined outside Electron. */
    readonly gradscope: GradscopeBridge
  }
}
