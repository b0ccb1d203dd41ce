import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportKeras } from '../../../src/engine/export/keras'
import {
  toClassName,
  toSnakeCase,
  uniqueNames,
} from '../../../src/engine/export/python/identifiers'
import { call, docstring, float, quoted, wrap } from '../../../src/engine/export/python/text'
import { exportPyTorch } from '../../../src/engine/export/pytorch'
import { weightParts } from '../../../src/engine/export/weights'
import { useTemporaryDirectory } from '../../main/files/temporary-directory'
import { exportCases } from '../../support/exports'
import { describeWithPython, runPython } from '../../support/python'

/** What a name may have in it, and what one might break out of its place with. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('"""', '\\', '"', "'", '\n', '\r', '\0', '\u2028', '#', '{', 'import os'),
)
const anyText = fc.string({ unit: 'grapheme', maxLength: 20 })

describe('names in Python', () => {
  it.each([
    ['dense1', 'dense1'],
    ['batchNorm1', 'batch_norm1'],
    ['Hidden layer 1', 'hidden_layer_1'],
    ['은닉층 1', '은닉층_1'],
    ['fc-1', 'fc_1'],
    ['2nd', 'layer_2nd'],
    ['lambda', 'lambda_'],
    ['sum', 'sum_'],
    ['__class__', 'class_'],
    ['→ ☃', 'layer'],
    ['', 'layer'],
    ['ｆｃ１', 'fc1'],
    ['परत 1', 'परत_1'],
    ['ⸯ𝒳 𒀀', 'x'],
  ])('%j is a value %s', (name, expected) => {
    expect(toSnakeCase(name)).toBe(expected)
  })

  it.each([
    ['mnist-relu', 'MnistRelu'],
    ['wide & deep', 'WideDeep'],
    ['손글씨', '손글씨'],
    ['3 layers', 'Network3Layers'],
    ['None', 'NetworkNone'],
    ['…', 'Network'],
  ])('%j is a class %s', (name, expected) => {
    expect(toClassName(name)).toBe(expected)
  })

  it('are identifiers, each of its own, none of them reserved', () => {
    const reserved = new Set(['forward', 'train', 'x'])
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, fc.constantFrom('forward', 'Forward', 'train', 'x', 'sum'))),
        texts => {
          const nodes = texts.map((name, i) => ({ id: `n${i}`, name }))
          const names = [...uniqueNames(nodes, reserved).values()]
          expect(new Set(names).size).toBe(nodes.length)
          for (const name of names) {
            expect(name).toMatch(/^[\p{ID_Start}][\p{ID_Continue}]*$/u)
            expect(name).toBe(name.normalize('NFKC'))
            expect(reserved.has(name)).toBe(false)
          }
        },
      ),
    )
  })
})

describe('text in Python', () => {
  it.each([
    [1, '1.0'],
    [0, '0.0'],
    [-2, '-2.0'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [0.00001, '1e-5'],
    [0.0025, '0.0025'],
    [1e21, '1e+21'],
    [1e12, '1000000000000.0'],
  ])('%d is the float %s', (value, expected) => {
    expect(float(value)).toBe(expected)
  })

  it('floats are read as they were', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        expect(Number(float(value))).toBe(value + 0)
        expect(float(value)).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?$/)
        expect(float(value)).toMatch(/[.e]/)
      }),
    )
  })

  it('nothing in a name ends a docstring or a string', () => {
    fc.assert(
      fc.property(fc.array(hostile), parts => {
        const name = parts.join('')
        const lines = docstring({ name, version: '1' }, 'Python', ['About it.'])
        const text = lines.join('\n')
        expect(text.match(/"/g)).toHaveLength(6)
        expect(text).not.toContain('\\')
        expect(text.split(/[\r\n\0\u2028\u2029]/)).toHaveLength(lines.length)
        const string = quoted(name)
        expect(string).toMatch(/^'([^'\\]|\\['\\]|\\u[\da-f]{4}|\\U[\da-f]{8})*'$/)
        expect(string).not.toMatch(/[\r\n\0]/)
      }),
    )
  })

  it('calls and paragraphs are broken where a line is full', () => {
    expect(call('f(', ['a', 'b'])).toEqual(['f(a, b)'])
    const long = 'x'.repeat(60)
    expect(call('f(', [long, long])).toEqual(['f(', `    ${long},`, `    ${long},`, ')'])
    const lines = wrap('word '.repeat(50).trim(), 4)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(88)
    expect(lines.slice(1).every(line => line.startsWith('    word'))).toBe(true)
  })
})

describeWithPython('programs of networks with hostile names', [], python => {
  const directory = useTemporaryDirectory()

  it('are sound Python, and read strings as they were', () => {
    const names = fc
      .sample(fc.array(hostile), { numRuns: 60, seed: 7 })
      .map(parts => parts.join(''))
    const { source } = exportCases.find(({ name }) => name === 'one output used four times')!
    const programs = names.flatMap((name, i) => {
      const label = (id: number) => names[(i + id) % names.length]!
      const nodes = source.graph.nodes.map((node, j) => ({ ...node, name: label(j) }))
      const hostileSource = { ...source, name, graph: { ...source.graph, nodes } }
      const weights = weightParts(hostileSource.graph, null, 1)
      return [exportPyTorch, exportKeras].map(write => write(hostileSource, weights, name).text)
    })
    const file = join(directory.path, 'programs.json')
    const strings = names.map(name => [quoted(name), name])
    writeFileSync(file, JSON.stringify({ programs, strings }))
    const script = join(directory.path, 'check.py')
    writeFileSync(
      script,
      `import ast, json, sys
given = json.load(open(sys.argv[1]))
for program in given['programs']:
    tree = ast.parse(program.encode())
    assert not any('os' in [n.name for n in s.names] for s in tree.body if isinstance(s, ast.Import))
print(json.dumps([ast.literal_eval(literal) == text for literal, text in given['strings']]))
`,
    )
    expect(runPython(python, script, file)).toEqual(names.map(() => true))
  })
})
