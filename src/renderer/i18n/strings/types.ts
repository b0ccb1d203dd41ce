/** One string in every language of the app, side by side. `{{x}}` takes a value. */
export interface Text {
  /** English counts: `one` for `{{count}}` 1, `other` for the rest. */
  readonly en: string | { readonly one: string; readonly other: string }
  /** Korean has one form for every count. */
  readonly ko: string
}

/** Strings of one area by key. Keys are flat, and no key is in two areas. */
export type Strings = Readonly<Record<string, Text>>
