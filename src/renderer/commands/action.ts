/** What a command does in the window. */
export interface Action {
  /** Why it cannot be run now, as shown in its tooltip; null when it can. */
  blocked(): string | null
  run(): unknown
  /** Its name as things stand, where that differs from the one in the menu: `Undo: Move dense1`. */
  title?(): string | null
}

/** One action for every row of a table in `src/shared/commands`. */
export type Actions<Rows> = { readonly [Id in keyof Rows]: Action }
