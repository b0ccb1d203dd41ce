import { parseSync } from 'vite'

/**
 * @typedef {object} Import
 * @property {string} specifier as written, such as `./parse` or `node:fs`
 * @property {boolean} typeOnly whether nothing is left of it when the types are stripped
 * @property {number} line
 */

/**
 * All imports of a TypeScript file: declarations, re-exports, `import()`, types written as
 * `import('…').T`, and `new URL('…', import.meta.url)`, by which a bundler finds workers.
 * @param {string} file its name tells the language
 * @param {string} source
 * @returns {Import[]}
 */
export function readImports(file, source) {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  /** @type {Import[]} */
  const imports = []
  visit(program, node => {
    const found = importOf(node)
    if (found === null) return
    const line = source.slice(0, node.start).split('\n').length
    imports.push({ ...found, line })
  })
  return imports
}

/** @typedef {{ type: string, start: number, [key: string]: any }} Node */

/** @param {Node} node @returns {{ specifier: string, typeOnly: boolean } | null} */
function importOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
      return from(node.source, node.importKind === 'type')
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return from(node.source, node.exportKind === 'type')
    case 'ImportExpression':
      return from(node.source, false)
    case 'TSImportType':
      return from(node.source, true)
    case 'TSExternalModuleReference':
      return from(node.expression, false)
    case 'NewExpression': {
      const [path, base] = node.arguments
      const isUrl = node.callee.name === 'URL' && base?.object?.type === 'MetaProperty'
      return isUrl ? from(path, false) : null
    }
    default:
      return null
  }
}

/** @param {Node | null | undefined} literal @param {boolean} typeOnly */
const from = (literal, typeOnly) =>
  typeof literal?.value === 'string' ? { specifier: literal.value, typeOnly } : null

/** @param {any} value @param {(node: Node) => void} report */
function visit(value, report) {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, report)
  } else if (value !== null && typeof value === 'object') {
    if (typeof value.type === 'string') report(value)
    for (const child of Object.values(value)) visit(child, report)
  }
}
