import { formatPath } from '../../engine/document/parse'
import type { RequestChannel } from '../../shared/ipc/channels'
import { type RequestOf, type ResponseOf, requests } from '../../shared/ipc/contract'
import { type SenderEvent, senderRefusal } from './sender'

interface InvokeReceiver {
  handle(channel: string, listener: (event: SenderEvent, ...args: unknown[]) => unknown): void
}

interface HandleOptions<Context> {
  readonly ipcMain: InvokeReceiver
  /** The state of one of our windows, or undefined for a stranger. */
  contextOf(webContentsId: number): Context | undefined
  readonly allowedOrigin: string
  readonly log: { warn(message: string): void; error(message: string): void }
}

export type RequestHandler<C extends RequestChannel, Context> = (
  payload: RequestOf<C>,
  context: Context,
) => ResponseOf<C> | Promise<ResponseOf<C>>

/** One for every channel of the contract; a channel that is forgotten does not compile. */
export type RequestHandlers<Context> = {
  readonly [C in RequestChannel]: RequestHandler<C, Context>
}

/**
 * Returns the only way to answer requests of a window: the sender is checked and the argument
 * parsed by the contract's schema before the handler sees it; otherwise the request is rejected.
 */
export function createHandle<Context>({
  ipcMain,
  contextOf,
  allowedOrigin,
  log,
}: HandleOptions<Context>) {
  return function handle<C extends RequestChannel>(
    channel: C,
    handler: RequestHandler<C, Context>,
  ): void {
    const schema = requests[channel].request
    ipcMain.handle(channel, async (event, ...args) => {
      const refusal = senderRefusal(event, id => contextOf(id) !== undefined, allowedOrigin)
      const context = contextOf(event.sender.id)
      if (refusal !== null || context === undefined) {
        log.warn(`ipc ${channel}: sender refused: ${refusal}`)
        throw new Error(`${channel}: sender refused`)
      }
      const parsed = args.length > 1 ? undefined : schema.safeParse(args[0])
      if (!parsed?.success) {
        const [issue] = parsed?.error.issues ?? []
        const reason = issue ? `${formatPath(issue.path)}: ${issue.message}` : 'more than one'
        log.warn(`ipc ${channel}: argument refused: ${reason}`)
        throw new Error(`${channel}: argument refused`)
      }
      try {
        return await handler(parsed.data as RequestOf<C>, context)
      } catch (error) {
        log.error(`ipc ${channel}: ${error instanceof Error ? error.stack : String(error)}`)
        throw new Error(`${channel}: ${error instanceof Error ? error.message : String(error)}`)
      }
    })
  }
}
