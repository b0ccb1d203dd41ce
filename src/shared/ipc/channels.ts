/**
 * Names of every message between window and main process. No schema library here: the preload
 * bundle holds this file and nothing else of the contract.
 */
export const requestChannels = [
  'app.info',
  'document.new',
  'document.open',
  'document.openExample',
  'document.save',
  'document.saveAs',
  'document.setStatus',
  'document.confirmDiscard',
  'examples.list',
  'settings.get',
  'settings.set',
  'clipboard.read',
  'clipboard.write',
  'clipboard.field',
  'engine.connect',
  'window.close',
] as const

export const eventChannels = [
  'menu.command',
  'engine.status',
  'window.closeRequested',
  'settings.changed',
] as const

/** The window receives the engine's MessagePort by a `message` event whose data is this. */
export const enginePortMessage = 'gradscope:engine-port'

export type RequestChannel = (typeof requestChannels)[number]
export type EventChannel = (typeof eventChannels)[number]
