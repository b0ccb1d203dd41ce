import type { EngineContext } from './context'

/** How long a probe works before it lets the run and messages in, in milliseconds. */
const sliceMilliseconds = 6

/** Gives a function to call often, which lets other work in as soon as a slice is over. */
export function createPause({ now, yieldToMessages }: EngineContext): () => Promise<void> {
  let end = now() + sliceMilliseconds
  return async () => {
    if (now() < end) return
    await yieldToMessages()
    end = now() + sliceMilliseconds
  }
}
