import { expect, it } from 'vitest'
import { koreanSentences } from '../../../src/renderer/i18n/engine.ko'
import { hasMessage } from '../../../src/renderer/i18n/index'
import {
  childNodes,
  literalText,
  nameOf,
  placeOf,
  type SourceFile,
  type SyntaxNode,
  sourceFiles,
  walk,
} from '../../support/source'

/** Attributes and fields whose text a person reads or hears. */
const spoken = new Set([
  ...['title', 'alt', 'placeholder', 'label', 'content', 'message', 'detail', 'description'],
  ...['buttons', 'body', 'note', 'help', 'remedy', 'reason', 'summary', 'subtitle'],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'],
])

/** Calls that show their text as it is. */
const showing = new Set(['toastError', 'toastInfo', 'showDialog', 'setTitle', 'notify'])

/** Where text is written down in both languages, or speaks to programs. */
const tables = [
  /^src\/renderer\/i18n\//,
  /^src\/main\/texts\.ts$/,
  // Synonyms are searched, not shown.
  /^src\/renderer\/palette\/synonyms\.ts$/,
]

/** What is the same in every language: the app, what stands on keys, values that are no numbers. */
const universal = new Set(['Gradscope', 'Enter', 'Esc', 'NaN, Inf'])

/** Whether a person would read it: not a key of the table, a part of an id, or a sentence of the engine's. */
function hasWords(text: string): boolean {
  if (!/\p{L}{2}/u.test(text) || universal.has(text.trim())) return false
  return !hasMessage(text) && !/^\0-[a-z]+$/.test(text) && !sentences.has(text)
}

const sentences = new Set(
  koreanSentences.map(([english]) => english.replaceAll(/\{\{\w+\}\}/g, '\0')),
)

/** Literals that an expression may turn out to be, not those it is computed from. */
function outcomes(node: SyntaxNode): SyntaxNode[] {
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(part => outcomes(part as SyntaxNode))
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(part => outcomes(part as SyntaxNode))
    case 'JSXExpressionContainer':
      return outcomes(node.expression as SyntaxNode)
    case 'ArrayExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return childNodes(node).flatMap(outcomes)
    case 'BinaryExpression':
      return node.operator === '+' ? childNodes(node).flatMap(outcomes) : []
    default:
      return [node]
  }
}

/** Whether a field is one of a table row with both languages, or of a type. */
function isBilingual(above: readonly SyntaxNode[]): boolean {
  const [object] = above
  if (object?.type !== 'ObjectExpression') return false
  const keys = childNodes(object).map(property => nameOf(property.key))
  return keys.includes('en') && keys.includes('ko')
}

function looseTexts(file: SourceFile): string[] {
  const found: string[] = []
  const report = (node: SyntaxNode) => {
    for (const outcome of outcomes(node)) {
      const text = literalText(outcome)
      if (text !== null && hasWords(text)) found.push(`${placeOf(file, outcome)} “${text.trim()}”`)
    }
  }
  for (const { node, above } of walk(file.program)) {
    const value = node.value as SyntaxNode | null
    if (node.type === 'JSXText' && hasWords(String(node.value))) {
      found.push(`${placeOf(file, node)} “${String(node.value).trim()}”`)
    } else if (node.type === 'JSXExpressionContainer' && above[0]?.type === 'JSXElement') {
      report(node)
    } else if (node.type === 'JSXAttribute' && value && spoken.has(nameOf(node.name))) {
      report(value)
    } else if (node.type === 'Property' && value && spoken.has(nameOf(node.key))) {
      if (!isBilingual(above)) report(value)
    } else if (node.type === 'CallExpression' && showing.has(nameOf(node.callee))) {
      for (const argument of node.arguments as SyntaxNode[]) report(argument)
    }
  }
  return found
}

function looseIn(folder: string): string[] {
  return sourceFiles(folder)
    .filter(({ path }) => !tables.some(table => table.test(path)))
    .flatMap(looseTexts)
}

it('the window shows no text that is not in the tables', () => {
  expect(looseIn('src/renderer')).toEqual([])
})

it('main shows no text that is not in its table', () => {
  expect(looseIn('src/main')).toEqual([])
})

it('the commands have no text in one language only', () => {
  expect(looseIn('src/shared')).toEqual([])
})
