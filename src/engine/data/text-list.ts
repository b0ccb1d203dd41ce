/**
 * Names as one line of text, as a line of a CSV file has them: `sepal length,"a, b"`. A list of them can
 * then stand in an attr and be given on a command line.
 */
export function formatList(names: readonly string[]): string {
  return names
    .map(name => (/[",\r\n]|^\s|\s$|^$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',')
}

/** The names of a line of text; defined for any text. */
export function parseList(text: string): string[] {
  const names: string[] = []
  const item = /\s*(?:"((?:[^"]|"")*)"?[^,]*|([^,]*))(,|$)/gy
  if (text.trim() === '') return names
  for (;;) {
    const match = item.exec(text)
    if (!match) return names
    names.push(match[1] === undefined ? match[2]!.trim() : match[1].replaceAll('""', '"'))
    if (match[3] === '') return names
  }
}
