import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** A node of a syntax tree as the parser gives it; its fields depend on its type. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly program: SyntaxNode
}

/** The TypeScript files below a folder of the project, parsed. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => {
      const file = join(entry.parentPath, entry.name)
      const text = readFileSync(file, 'utf8')
      const { program, errors } = parseSync(file, text)
      if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]!.message}`)
      const path = relative(projectRoot, file).replaceAll('\\', '/')
      return { path, text, program: program as unknown as SyntaxNode }
    })
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** The nodes right below a node. */
export function childNodes(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap(value =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

/** A node and all below it, with the nodes above each, nearest first. */
export function* walk(
  node: SyntaxNode,
  above: readonly SyntaxNode[] = [],
): Generator<{ readonly node: SyntaxNode; readonly above: readonly SyntaxNode[] }> {
  yield { node, above }
  for (const child of childNodes(node)) yield* walk(child, [node, ...above])
}

/** The text of a string or of a template's fixed parts; null for anything else. */
export function literalText(node: SyntaxNode): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[]
  return quasis.map(({ value }) => value.cooked).join('\u0000')
}

/** Name of an identifier, a key or a called function's last part. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'MemberExpression') return nameOf(node.property)
  if (node.type === 'Literal') return String(node.value)
  return typeof node.name === 'string' ? node.name : ''
}

/** `src/a.ts:12` of a node. */
export function placeOf(file: SourceFile, node: SyntaxNode): string {
  return `${file.path}:${file.text.slice(0, node.start).split('\n').length}`
}
