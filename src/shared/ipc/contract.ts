import { z } from 'zod'
import { commandIds } from '../commands/table'
import {
  type RunList,
  type RunRecord,
  runChangeSchema,
  runIdSchema,
  runLimits,
  runRecordSchema,
  type SaveOutcome,
} from '../runs/record'
import { settingsPatchSchema, settingsSchema } from '../settings'
import type { EventChannel, PageChannel, RequestChannel } from './channels'
import { clipboardLimit } from './clipboard'

const failed = z.object({ kind: z.literal('failed'), message: z.string(), remedy: z.string() })
const cancelled = z.object({ kind: z.literal('cancelled') })

/** A file's text, for the window to parse, and what to call it. Main remembers the path. */
const opened = z.object({
  kind: z.literal('opened'),
  text: z.string(),
  name: z.string(),
  /** Null for an example or an unsaved document: saving asks for a place. */
  path: z.string().nullable(),
})

const openResult = z.discriminatedUnion('kind', [opened, cancelled, failed])
const saved = z.object({ kind: z.literal('saved'), name: z.string(), path: z.string() })
const saveResult = z.discriminatedUnion('kind', [saved, cancelled, failed])

/** Work from a backup: a file's or nobody's, and not saved there. */
const restored = opened.extend({ kind: z.literal('restored') })

const documentText = z.string().min(1).max(20_000_000)
const save = z.strictObject({ text: documentText, suggestedName: z.string().max(200) })

/** A thing that main listed before. */
const byId = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/) })
const droppedPath = z.string().min(1).max(32_768)

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The bytes of a PNG file. */
const picture = z
  .instanceof(Uint8Array)
  .refine(bytes => bytes.length < 100_000_000 && pngSignature.every((b, i) => bytes[i] === b))

const runIds = z.strictObject({
  ids: z
    .array(runIdSchema)
    .min(1)
    .max(2 * runLimits.runs),
})

/** The one table of requests from the window to main: what each takes and gives. */
export const requests = {
  'app.info': {
    request: z.undefined(),
    response: z.object({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      platform: z.string(),
    }),
  },
  /** Forget the path of the current document. */
  'document.new': { request: z.undefined(), response: z.undefined() },
  'document.open': { request: z.undefined(), response: openResult },
  'document.openExample': {
    request: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
    response: openResult,
  },
  /** Write to the document's path, or ask for one. */
  'document.save': { request: save, response: saveResult },
  'document.saveAs': { request: save, response: saveResult },
  /** Open the file that waits for this window (`document.openRequested`). */
  'document.openPending': { request: z.undefined(), response: openResult },
  'document.openRecent': { request: byId, response: openResult },
  /** Brings the other window that has a recent file to the front; false where none has it. */
  'document.showRecent': { request: byId, response: z.boolean() },
  /** A file that the user dropped; the preload takes its path from the system. */
  'document.openDropped': { request: droppedPath, response: openResult },
  /** The same for a file that was dropped. */
  'document.showDropped': { request: droppedPath, response: z.boolean() },
  /** What a page begins with: after a crash the work of before, or a file that waits. */
  'document.resume': {
    request: z.undefined(),
    response: z.discriminatedUnion('kind', [
      restored,
      opened,
      cancelled,
      failed,
      z.object({ kind: z.literal('none') }),
    ]),
  },
  /** The file as it is on the disk now. */
  'document.reread': { request: z.undefined(), response: openResult },
  /** The file was changed by another program, and the next Save may replace it. */
  'document.keepMine': { request: z.undefined(), response: z.void() },
  /** Rename the file; a document without one is renamed by the window alone. */
  'document.rename': {
    request: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    response: z.discriminatedUnion('kind', [
      saved,
      failed,
      z.object({ kind: z.literal('untitled') }),
    ]),
  },
  /** Keep a copy of unsaved work outside its file. */
  'document.backUp': {
    request: z.strictObject({ text: documentText, name: z.string().max(200) }),
    response: z.discriminatedUnion('kind', [z.object({ kind: z.literal('written') }), failed]),
  },
  /** Nothing is unsaved any more. */
  'document.dropBackup': { request: z.undefined(), response: z.void() },
  'recent.list': {
    request: z.undefined(),
    response: z.array(
      z.object({ id: z.string(), name: z.string(), folder: z.string(), missing: z.boolean() }),
    ),
  },
  'recent.remove': { request: byId, response: z.void() },
  'recent.clear': { request: z.undefined(), response: z.void() },
  /** Unsaved work of earlier sessions, the newest first. */
  'recovery.list': {
    request: z.undefined(),
    response: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** Null where the work was never saved. */
        folder: z.string().nullable(),
        savedAt: z.number(),
      }),
    ),
  },
  'recovery.restore': {
    request: byId,
    response: z.discriminatedUnion('kind', [restored, failed]),
  },
  'recovery.discard': { request: byId, response: z.void() },
  /** What the title bar shows, and whether closing must ask. */
  'document.setStatus': {
    request: z.strictObject({
      name: z.string().max(200),
      dirty: z.boolean(),
      /** A run that would end with the window. */
      run: z.enum(['none', 'running', 'paused']),
    }),
    response: z.undefined(),
  },
  /** Native question before unsaved work is replaced. */
  'document.confirmDiscard': {
    request: z.undefined(),
    response: z.enum(['save', 'discard', 'cancel']),
  },
  'examples.list': {
    request: z.undefined(),
    response: z.array(z.object({ id: z.string(), text: z.string() })),
  },
  /** The graphs that the experiments train. */
  'experiments.list': {
    request: z.undefined(),
    response: z.array(z.object({ id: z.string(), text: z.string() })),
  },
  'settings.get': { request: z.undefined(), response: settingsSchema },
  'settings.set': { request: settingsPatchSchema, response: settingsSchema },
  /** Names and states of the commands, for the native menu of this window. */
  'menu.update': {
    request: z.strictObject({
      language: z.enum(['en', 'ko']),
      titles: z.partialRecord(z.enum(commandIds), z.string().max(400)),
      blocked: z.array(z.enum(commandIds)),
    }),
    response: z.undefined(),
  },
  /** The text on the system's clipboard. */
  'clipboard.read': { request: z.undefined(), response: z.string() },
  'clipboard.write': {
    request: z.strictObject({
      text: z
        .string()
        .min(1)
        .max(clipboardLimit - 1),
    }),
    response: z.undefined(),
  },
  'clipboard.writeImage': {
    request: z.strictObject({ png: picture }),
    response: z.undefined(),
  },
  /** Ask for a place and write what a panel shows there. */
  'export.save': {
    request: z.discriminatedUnion('format', [
      z.strictObject({ format: z.literal('png'), name: z.string().max(200), content: picture }),
      z.strictObject({
        format: z.enum(['svg', 'csv', 'html', 'json']),
        name: z.string().max(200),
        content: z.string().min(1).max(200_000_000),
      }),
    ]),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), name: z.string() }),
      cancelled,
      failed,
    ]),
  },
  /** Ask for a place and write the network there for another framework. */
  'export.network': {
    request: z.strictObject({
      to: z.enum(['pytorch', 'keras', 'onnx']),
      text: documentText,
      name: z.string().max(200),
      /** Of this network; null where it was not trained. */
      weights: z
        .array(
          z.strictObject({
            name: z.string().max(200),
            shape: z.array(z.int().min(0)).max(8),
            values: z.instanceof(Float32Array),
          }),
        )
        .max(100_000)
        .nullable(),
    }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), name: z.string() }),
      cancelled,
      failed,
    ]),
  },
  /** The runs that are kept, newest first. */
  'runs.list': { request: z.undefined(), response: z.custom<RunList>() },
  'runs.get': {
    request: z.strictObject({ id: runIdSchema }),
    response: z.custom<RunRecord | null>(),
  },
  /** Keep a run, or what is new of one. */
  'runs.save': { request: runRecordSchema, response: z.custom<SaveOutcome>() },
  'runs.change': { request: runChangeSchema, response: z.undefined() },
  'runs.remove': { request: runIds, response: z.undefined() },
  /** Bring back runs that were removed since the app was started. */
  'runs.restore': { request: runIds, response: z.undefined() },
  /** The graph of a run, as a document without a file. */
  'runs.openGraph': {
    request: z.strictObject({ id: runIdSchema }),
    response: z.discriminatedUnion('kind', [restored, failed]),
  },
  /** Ask for a file or folder of data; it may then be read. */
  'data.choose': {
    request: z.strictObject({ source: z.enum(['ownTable', 'ownIdx', 'ownFolder', 'labels']) }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('chosen'), path: z.string() }),
      cancelled,
    ]),
  },
  /** What a file or folder is that was dropped; of data, it may then be read. */
  'dropped.take': {
    request: droppedPath,
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('graph') }),
      z.object({
        kind: z.literal('data'),
        source: z.enum(['ownTable', 'ownIdx', 'ownFolder']),
        path: z.string(),
      }),
      /** Of IDX images. */
      z.object({ kind: z.literal('labels'), path: z.string() }),
      /** One PNG image, which is no data set. */
      z.object({ kind: z.literal('picture') }),
      z.object({ kind: z.literal('unknown') }),
    ]),
  },
  /** Cut, copy or paste in the text field that has the focus. */
  'clipboard.field': {
    request: z.strictObject({ action: z.enum(['cut', 'copy', 'paste']) }),
    response: z.undefined(),
  },
  /** Start the engine host if it is not running and send this window a fresh port to it. */
  'engine.connect': { request: z.undefined(), response: z.undefined() },
  /** The same for a second engine, which trains beside the shown run. */
  'engine.connectBackground': { request: z.undefined(), response: z.undefined() },
  /** Close this window; the window has saved, or the user gave the work up. */
  'window.close': { request: z.undefined(), response: z.undefined() },
  'window.new': { request: z.undefined(), response: z.undefined() },
} as const satisfies Record<RequestChannel, { request: z.ZodType; response: z.ZodType }>

/** The one table of what main tells the window. */
export const events = {
  'menu.command': z.enum(commandIds),
  'engine.status': z.discriminatedUnion('state', [
    z.object({ state: z.literal('connected') }),
    /** The host process ended by itself; runs are lost, the graph is not. */
    z.object({ state: z.literal('crashed'), reason: z.string() }),
  ]),
  /** The user closes the window while the document is dirty and chose to save first. */
  'window.closeRequested': z.undefined(),
  'settings.changed': settingsSchema,
  /** A file waits to be opened here: one from the menu, the system or a second instance. */
  'document.openRequested': z.undefined(),
  /** The user wants to see the document of this window: its file was to be opened elsewhere. */
  'document.showRequested': z.undefined(),
  /** Another program wrote or removed the file; `none` when that is undone. */
  'document.changedOnDisk': z.object({
    change: z.enum(['none', 'modified', 'gone']),
    name: z.string(),
  }),
  'recent.changed': z.undefined(),
  'runs.changed': z.undefined(),
} as const satisfies Record<EventChannel, z.ZodType>

export type RequestOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['request']>
export type ResponseOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['response']>
export type EventOf<C extends EventChannel> = z.infer<(typeof events)[C]>

/** What the preload puts on `window.gradscope`. */
export interface GradscopeBridge {
  request<C extends PageChannel>(channel: C, payload: RequestOf<C>): Promise<ResponseOf<C>>
  /** Opens a file that was dropped on the page; null where it is not a file of this computer. */
  openDropped(file: File): Promise<ResponseOf<'document.openDropped'> | null>
  /** Brings the other window that has a dropped file to the front; false where none has it. */
  showDropped(file: File): Promise<boolean>
  /** What a dropped file or folder is; null where it is not on a disk of this computer. */
  takeDropped(file: File): Promise<ResponseOf<'dropped.take'> | null>
  /** Returns a function that stops listening. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventOf<C>) => void): () => void
}
