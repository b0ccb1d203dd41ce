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
  'document.openPending',
  'document.openRecent',
  'document.showRecent',
  'document.resume',
  'document.reread',
  'document.keepMine',
  'document.rename',
  'document.backUp',
  'document.dropBackup',
  'document.setStatus',
  'document.confirmDiscard',
  'recent.list',
  'recent.remove',
  'recent.clear',
  'recovery.list',
  'recovery.restore',
  'recovery.discard',
  'examples.list',
  'experiments.list',
  'settings.get',
  'settings.set',
  'clipboard.read',
  'clipboard.write',
  'clipboard.writeImage',
  'clipboard.field',
  'export.save',
  'export.network',
  'runs.list',
  'runs.get',
  'runs.save',
  'runs.change',
  'runs.remove',
  'runs.restore',
  'runs.openGraph',
  'data.choose',
  'menu.update',
  'engine.connect',
  'engine.connectBackground',
  'window.close',
  'window.new',
] as const

/** Requests that the preload makes itself: with them a page could name a path. */
export const preloadChannels = [
  'document.openDropped',
  'document.showDropped',
  'dropped.take',
] as const

export const eventChannels = [
  'menu.command',
  'engine.status',
  'window.closeRequested',
  'settings.changed',
  'document.openRequested',
  'document.showRequested',
  'document.changedOnDisk',
  'recent.changed',
  'runs.changed',
] as const

/** The window receives the engine's MessagePort by a `message` event whose data is this. */
export const enginePortMessage = 'gradscope:engine-port'
/** The same for the engine that trains beside the shown run. */
export const backgroundPortMessage = 'gradscope:background-port'

export type PageChannel = (typeof requestChannels)[number]
export type RequestChannel = PageChannel | (typeof preloadChannels)[number]
export type EventChannel = (typeof eventChannels)[number]
