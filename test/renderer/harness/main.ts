import { emit, fakeBridge } from './fake-bridge'

Object.assign(window, { gradscope: fakeBridge, emit })
await import('../../../src/renderer/main')
