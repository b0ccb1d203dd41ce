/** The form of an English noun that goes with a count: `1 unit`, `0 units`, `12 units`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}
