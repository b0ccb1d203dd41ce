import { z } from 'zod'
import { commandIds } from '../commands/table'
import { settingsPatchSchema, settingsSchema } from '../settings'
import type { EventChannel, RequestChannel } from './channels'
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

const documentText = z.string().min(1).max(20_000_000)
const save = z.strictObject({ text: documentText, suggestedName: z.string().max(200) })

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
  /** What the title bar shows, and whether closing must ask. */
  'document.setStatus': {
    request: z.strictObject({ name: z.string().max(200), dirty: z.boolean() }),
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
  'settings.get': { request: z.undefined(), response: settingsSchema },
  'settings.set': { request: settingsPatchSchema, response: settingsSchema },
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
  /** Cut, copy or paste in the text field that has the focus. */
  'clipboard.field': {
    request: z.strictObject({ action: z.enum(['cut', 'copy', 'paste']) }),
    response: z.undefined(),
  },
  /** Start the engine host if it is not running and send this window a fresh port to it. */
  'engine.connect': { request: z.undefined(), response: z.undefined() },
  /** Close this window; the window has saved, or the user gave the work up. */
  'window.close': { request: z.undefined(), response: z.undefined() },
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
} as const satisfies Record<EventChannel, z.ZodType>

export type RequestOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['request']>
export type ResponseOf<C extends RequestChannel> = z.infer<(typeof requests)[C]['response']>
export type EventOf<C extends EventChannel> = z.infer<(typeof events)[C]>

/** What the preload puts on `window.gradscope`. */
export interface GradscopeBridge {
  request<C extends RequestChannel>(channel: C, payload: RequestOf<C>): Promise<ResponseOf<C>>
  /** Returns a function that stops listening. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventOf<C>) => void): () => void
}
