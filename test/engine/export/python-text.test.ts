import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  toClassName,
  toSnakeCase,
  uniqueNames,
} from '../../../src/engine/export/python/identifiers'
import { call, docstring, float, quoted, wrap } from '../../../src/engine/export/python/text'

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
    const hostile = fc.oneof(
      anyText,
      fc.constantFrom('"""', '\\', '"', "'", '\n', '\r', '\0', '\u2028'),
    )
    fc.assert(
      fc.property(fc.array(hostile), parts => {
        const name = parts.join('')
        const lines = docstring({ name, version: '1' }, 'Python', ['About it.'])
        const text = lines.join('\n')
        expect(text.match(/"/g)).toHaveLength(6)
        expect(text).not.toContain('\\')
        expect(text.split(/[\r\n\0\u2028\u2029]/)).toHaveLength(lines.length)
        const string = quoted(name)
        expect(string).toMatch(/^'([^'\\]|\\['\\])*'$/)
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
