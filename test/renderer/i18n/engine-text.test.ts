import fc from 'fast-check'
import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/engine/document/schema'
import { analyze } from '../../../src/engine/graph/analyze'
import { nodeKinds } from '../../../src/engine/nodes/index'
import { koreanSentences } from '../../../src/renderer/i18n/engine.ko'
import { engineText } from '../../../src/renderer/i18n/engine-text'
import { kindInfo } from '../../../src/renderer/i18n/kinds'
import { koreanKinds } from '../../../src/renderer/i18n/kinds.ko'
import { chooseParticles } from '../../../src/renderer/i18n/particles.ko'
import { anyDocument } from '../../support/documents'
import {
  literalText,
  nameOf,
  placeOf,
  type SourceFile,
  type SyntaxNode,
  sourceFiles,
  walk,
} from '../../support/source'

beforeAll(async () => void (await i18next.changeLanguage('ko')))
afterAll(async () => void (await i18next.changeLanguage('en')))

const hangul = /\p{Script=Hangul}/u

describe('node kinds', () => {
  it('have every attr, option and unit in Korean, and nothing else', () => {
    for (const definition of Object.values(nodeKinds)) {
      const { attrs } = koreanKinds[definition.kind as keyof typeof nodeKinds]
      expect(Object.keys(attrs).toSorted()).toEqual(Object.keys(definition.attrs).toSorted())
      for (const [name, spec] of Object.entries(definition.attrs)) {
        const options = spec.type === 'choice' ? spec.options.map(({ value }) => value) : []
        const where = `${definition.kind}.${name}`
        expect(Object.keys(attrs[name]?.options ?? {}).toSorted(), where).toEqual(
          options.toSorted(),
        )
        expect('unit' in spec && spec.unit !== undefined, where).toBe(
          attrs[name]?.unit !== undefined,
        )
      }
    }
  })

  it('are shown in Korean', () => {
    for (const kind of Object.keys(nodeKinds) as (keyof typeof nodeKinds)[]) {
      const { title, summary, attrs } = kindInfo(kind)
      expect(title).toMatch(hangul)
      expect(summary).toMatch(hangul)
      for (const spec of Object.values(attrs)) expect(spec.help).toMatch(hangul)
    }
    expect(kindInfo('dense').subtitle({ units: 64, init: 'he' } as never)).toBe('유닛 64개 · He')
    expect(kindInfo('dropout').subtitle({ rate: 0.2 } as never)).toBe('유지 0.8')
  })
})

describe('what the engine says', () => {
  it('keeps names as they are, whatever is in them', () => {
    expect(engineText('Dense "fc2" has no input.')).toBe('완전 연결 “fc2”: 입력이 없습니다.')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        const said = engineText(`Dense "${name}" takes one input, but has 3.`)
        expect(said).toContain(`“${name}”`)
        expect(said).toMatch(/3개/)
      }),
    )
  })

  it('knows a sentence with one thing or several', () => {
    for (const [outputs, targets] of [
      ['1 output', '10 classes'],
      ['3 outputs', '1 target value'],
      ['3 outputs', '10 classes'],
      ['1 output', '2 target values'],
      ['3 outputs', '2 target values'],
    ]) {
      const said = `Loss "J": the network gives ${outputs}, the data set has ${targets}.`
      expect(engineText(said), said).toMatch(
        /^손실 “J”: 신경망의 출력은 \d개인데 .* \d+개입니다\.$/,
      )
    }
  })

  it('translates a reason within a sentence', () => {
    const bypass = 'It cannot be bypassed: Loss "J" ends the network: nothing could be trained.'
    expect(engineText(bypass)).toBe(
      '우회할 수 없습니다. 손실 “J”: 신경망의 끝이므로 학습할 수 없게 됩니다.',
    )
  })

  it('stays as it is where there is no Korean for it', () => {
    expect(engineText('ENOENT: no such file')).toBe('ENOENT: no such file')
  })

  it('says every problem of any document in Korean', () => {
    fc.assert(
      fc.property(anyDocument, (document: GraphDocument) => {
        for (const { message, remedy } of analyze(document).problems) {
          expect(engineText(message)).toMatch(hangul)
          expect(engineText(remedy)).toMatch(hangul)
        }
      }),
    )
  })

  it('has each sentence once, with its own values', () => {
    const english = koreanSentences.map(([sentence]) => sentence)
    expect(new Set(english).size).toBe(english.length)
    for (const [from, to] of koreanSentences) {
      const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
      expect(places(from), from).toEqual(expect.arrayContaining(places(to)))
      // No sentence before it in the table takes what it says.
      const sample = from
        .replaceAll(/\{\{(?:node|from|to)\}\}/g, 'Dense "a"')
        .replaceAll(/\{\{\w+\}\}/g, '7')
      const expected = to
        .replaceAll(/\{\{(?:node|from|to)\}\}/g, '완전 연결 “a”')
        .replaceAll(/\{\{\w+\}\}/g, '7')
      expect(engineText(sample)).toBe(chooseParticles(expected))
    }
  })
})

/** Parts of the engine whose words reach the window; the others speak to the command line or in bugs. */
const speaking = ['graph', 'nodes', 'data', 'document', 'telemetry', 'node', 'training'].map(
  part => `src/engine/${part}`,
)
const wording = new Set(['message', 'remedy', 'reason'])

/** Every literal that the engine says as a message, remedy or reason. */
function worded(file: SourceFile): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (const { node, above } of walk(file.program)) {
    const [parent] = above
    const value = (node.value ?? node.init) as SyntaxNode | undefined
    const named = nameOf(node.key ?? node.id)
    if (['Property', 'VariableDeclarator'].includes(node.type) && value && wording.has(named)) {
      found.push(...literals(value))
    }
    if (node.type === 'CallExpression' && nameOf(node.callee) === 'fail') {
      found.push(...(node.arguments as SyntaxNode[]).flatMap(literals))
    }
    if (
      node.type === 'ReturnStatement' &&
      /(telemetry\/divergence|weights\/assign)\.ts$/.test(file.path) &&
      parent
    ) {
      found.push(...literals(node.argument as SyntaxNode))
    }
  }
  return found
}

/** Literals that a value may be; those inside a template belong to it. */
function literals(node: SyntaxNode | null): SyntaxNode[] {
  if (!node) return []
  const text = literalText(node)
  if (text !== null) return /[a-z]{2}/.test(text) ? [node] : []
  const through = ['ConditionalExpression', 'ArrowFunctionExpression', 'ParenthesizedExpression']
  if (!through.includes(node.type)) return []
  const parts =
    node.type === 'ConditionalExpression' ? [node.consequent, node.alternate] : [node.body]
  return (parts as SyntaxNode[]).flatMap(literals)
}

/** What may stand in a place of a template: the words it chooses from, else anything. */
function choices(expression: SyntaxNode): string[] {
  const own = expression.type === 'ConditionalExpression' ? literals(expression) : []
  if (own.length > 0) return own.map(part => literalText(part)!)
  return [
    'Dense "a"',
    '7',
    'one input',
    'a tensor of 7 values',
    'outputs',
    'classes',
    'values',
    'columns have',
    'gradient of',
    'gradient at the output of',
  ]
}

function variants(node: SyntaxNode): string[] {
  const parts = literalText(node)!.split('\0')
  const expressions = node.type === 'TemplateLiteral' ? (node.expressions as SyntaxNode[]) : []
  return parts
    .slice(1)
    .reduce(
      (texts, part, i) =>
        texts.flatMap(text => choices(expressions[i]!).map(word => text + word + part)),
      [parts[0]!],
    )
}

it('has Korean for every sentence in the engine’s source', () => {
  const unknown = speaking
    .flatMap(sourceFiles)
    .filter(({ path }) => !path.includes('/bench/'))
    .flatMap(file =>
      worded(file)
        .filter(literal => {
          const frames = (text: string) => [text, `Dense "a": ${text}.`, `file: ${text}`]
          const texts = variants(literal).flatMap(frames)
          return !texts.some(text => hangul.test(engineText(text)))
        })
        .map(literal => `${placeOf(file, literal)} “${literalText(literal)}”`),
    )
  expect(unknown).toEqual([])
})
