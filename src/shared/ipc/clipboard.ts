/** Characters of the clipboard's text that main hands on: one more than a file may have. */
export const clipboardLimit = 20_000_001
