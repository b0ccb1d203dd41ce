/** Python's keywords, and names that hide a built-in function which people miss soon. */
const keywords =
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'
const builtins =
  'abs all any bool dict filter float format hash id input int iter len list map max min next object open pow print range round set slice sorted str sum super tuple type vars zip'

const avoided = new Set(`${keywords} ${builtins}`.split(' '))

/**
 * A name as Python writes names of values: `Hidden layer 1` and `hiddenLayer1` give `hidden_layer_1`
 * and `hidden_layer1`. Letters of any script stay. Never empty, a keyword, or with `_` at its start.
 */
export function toSnakeCase(name: string): string {
  const words = wordsOf(name.normalize('NFKC').replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, '$1 $2'))
  const joined = words.join('_').toLowerCase().normalize('NFKC')
  if (joined === '') return 'layer'
  const safe = /^\p{XID_Start}/u.test(joined) ? joined : `layer_${joined}`
  return avoided.has(safe) ? `${safe}_` : safe
}

/** A name as Python writes names of classes: `mnist-relu` gives `MnistRelu`. */
export function toClassName(name: string): string {
  const words = wordsOf(name.normalize('NFKC'))
  const joined = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const safe = joined.normalize('NFKC')
  if (safe === '') return 'Network'
  return /^\p{XID_Start}/u.test(safe) && !['None', 'True', 'False'].includes(safe)
    ? safe
    : `Network${safe}`
}

/**
 * What no identifier may have in it parts words, and `_`. So does what lies beyond the first 65,536
 * characters: of those, Python's versions know different ones as letters.
 */
function wordsOf(name: string): string[] {
  return name.split(/(?:[^\p{XID_Continue}]|[_\u{10000}-\u{10ffff}])+/u).filter(word => word !== '')
}

/**
 * A name of its own for each id, as alike to what it is called as Python allows.
 *
 * @param reserved names that nothing may have.
 */
export function uniqueNames(
  nodes: readonly { readonly id: string; readonly name: string }[],
  reserved: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const taken = new Set(reserved)
  const names = new Map<string, string>()
  for (const { id, name } of nodes) {
    const stem = toSnakeCase(name)
    let unique = stem
    for (let number = 2; taken.has(unique); number++) unique = `${stem.replace(/_$/, '')}_${number}`
    taken.add(unique)
    names.set(id, unique)
  }
  return names
}
