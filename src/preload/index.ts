import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  backgroundPortMessage,
  enginePortMessage,
  eventChannels,
  preloadChannels,
  requestChannels,
} from '../shared/ipc/channels'
import type { GradscopeBridge } from '../shared/ipc/contract'

const requestNames: ReadonlySet<string> = new Set(requestChannels)
const eventNames: ReadonlySet<string> = new Set(eventChannels)

/** The page reaches main by the channels of the contract and by nothing else of Electron. */
const bridge: GradscopeBridge = {
  request(channel, payload) {
    return requestNames.has(channel)
      ? ipcRenderer.invoke(channel, payload)
      : Promise.reject(new Error(`unknown channel "${String(channel)}"`))
  },
  openDropped(file) {
    const path = webUtils.getPathForFile(file)
    const [openDropped] = preloadChannels
    return path === '' ? Promise.resolve(null) : ipcRenderer.invoke(openDropped, path)
  },
  showDropped(file) {
    const path = webUtils.getPathForFile(file)
    const [, showDropped] = preloadChannels
    return path === '' ? Promise.resolve(false) : ipcRenderer.invoke(showDropped, path)
  },
  takeDropped(file) {
    const path = webUtils.getPathForFile(file)
    const [, , takeDropped] = preloadChannels
    return path === '' ? Promise.resolve(null) : ipcRenderer.invoke(takeDropped, path)
  },
  on(channel, listener) {
    if (!eventNames.has(channel)) throw new Error(`unknown channel "${String(channel)}"`)
    // The event object of Electron stays here: it would hand the page its sender.
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.off(channel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('gradscope', bridge)

// A MessagePort cannot cross the context bridge, but it can cross a window message.
for (const message of [enginePortMessage, backgroundPortMessage]) {
  ipcRenderer.on(message, event => {
    window.postMessage(message, window.location.origin, event.ports)
  })
}
