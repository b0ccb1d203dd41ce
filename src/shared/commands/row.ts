/** A word of menus, which main shows before any window is there. */
export interface Title {
  readonly en: string
  readonly ko: string
}

/** What main and the window both know of a command. The part of its id before the dot is its menu. */
export interface CommandRow {
  readonly title: Title
  /** `Mod` is Ctrl, or Cmd on a Mac. The first one is shown. */
  readonly keys: readonly string[]
  /** Items of one group stand together in the menu, between separators. */
  readonly group: string
  /** Whether its keys hold while a text field has the focus; the field then commits first. */
  readonly inFields?: boolean
}

export type CommandRows = Readonly<Record<string, CommandRow>>
