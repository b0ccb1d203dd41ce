export type DiscardAnswer = 'save' | 'discard' | 'cancel'

interface CloseGuardOptions {
  /** Unsaved work, or a run that would end. */
  wouldLose(): boolean
  /** A window whose page is dead has nobody to save for it. */
  isPageAlive(): boolean
  ask(): Promise<DiscardAnswer>
  /** Tells the page to save and then to ask for the window to be closed. */
  requestSave(): void
  /** Closes for good, without another `mayClose`. */
  close(): void
  onCancelled(): void
}

export type CloseGuard = ReturnType<typeof createCloseGuard>

/** Decides whether a window may close, and asks where something would be lost. */
export function createCloseGuard(options: CloseGuardOptions) {
  let asking = false

  async function ask(): Promise<void> {
    asking = true
    try {
      const answer = await options.ask()
      if (answer === 'discard') options.close()
      else if (answer === 'save') options.requestSave()
      else options.onCancelled()
    } finally {
      asking = false
    }
  }

  return {
    /** Called when the window is about to close; false keeps it open. */
    mayClose(): boolean {
      if (!options.isPageAlive() || !options.wouldLose()) return true
      if (!asking) void ask()
      return false
    },
  }
}
