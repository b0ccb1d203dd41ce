import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type MessageKey, t } from '../../../src/renderer/i18n/index'
import { strings } from '../../../src/renderer/i18n/strings/index'
import type { Strings, Text } from '../../../src/renderer/i18n/strings/types'
import { literalText, projectRoot, sourceFiles, walk } from '../../support/source'

const rows = Object.entries<Text>(strings)
const places = (text: string) => new Set(text.match(/\{\{\w+\}\}/g))
const englishForms = ({ en }: Text) => (typeof en === 'string' ? [en] : [en.one, en.other])

it('has every key in one area only', async () => {
  const areas = readdirSync(`${projectRoot}/src/renderer/i18n/strings`).filter(
    name => !/^(index|types)\.ts$/.test(name),
  )
  const keys: string[] = []
  for (const name of areas) {
    const area: Record<string, Strings> = await import(
      `../../../src/renderer/i18n/strings/${name.replace('.ts', '')}.ts`
    )
    keys.push(...Object.values(area).flatMap(Object.keys))
  }
  expect(keys.toSorted()).toEqual(Object.keys(strings).toSorted())
})

it('has words in Korean wherever it has them in English', () => {
  // Names and signs stay: ReLU, Adam, β₁, RMS.
  const words = (text: string) => /[a-z]{4}/.test(text.replaceAll(/\{\{\w+\}\}/g, ''))
  const kept = new Set(['Gradscope', 'RMSProp', 'Adam', 'AdamW', 'AdaGrad', 'English'])
  const untranslated = rows.filter(
    ([, text]) =>
      englishForms(text).some(words) && !/\p{Script=Hangul}/u.test(text.ko) && !kept.has(text.ko),
  )
  expect(untranslated).toEqual([])
})

it('takes the same values in both languages', () => {
  for (const [key, text] of rows) {
    const offered = places(englishForms(text).join(''))
    const used = [...places(text.ko)].filter(place => place !== '{{count}}')
    expect([...offered], key).toEqual(expect.arrayContaining(used))
    const plural = typeof text.en === 'object'
    const left = [...offered].filter(place => !places(text.ko).has(place))
    // A plural's singular may name the one thing that Korean counts.
    if (!plural) expect(left, key).toEqual([])
  }
})

it('has no string that nothing shows', () => {
  const literals = sourceFiles('src/renderer')
    .filter(({ path }) => !path.startsWith('src/renderer/i18n/strings/'))
    .flatMap(({ program }) => [...walk(program)].map(({ node }) => literalText(node)))
    .filter(text => text !== null)
  const whole = new Set(literals)
  // Keys put together at run time: `run.${state}`.
  const patterns = literals
    .filter(text => text.includes('\0') && /^[\0a-z][\w.\0]*$/i.test(text))
    .map(text => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('\0', '.+')}$`))
    .filter(pattern => !pattern.test('x') && !pattern.test('x.y'))
  const used = (key: string) => whole.has(key) || patterns.some(pattern => pattern.test(key))
  const unused = Object.keys(strings).filter(key => !used(key))
  expect(unused).toEqual([])
})

it('has a form for one wherever a count stands before a noun', () => {
  // At least two; said where not all of them are shown.
  const severalAlways = new Set([
    'reason.selectMore',
    'data.columns.some',
    'evaluation.inputs.some',
  ])
  const without = rows.filter(
    ([key, { en }]) =>
      typeof en === 'string' &&
      /\{\{(?:count|formatted)\}\} [a-z]+s\b/.test(en) &&
      !severalAlways.has(key),
  )
  expect(without).toEqual([])
})

it('counts one thing as one', () => {
  for (const [key, { en }] of rows) {
    if (typeof en === 'string' || !/\{\{(?:count|formatted)\}\}/.test(en.one)) continue
    expect(t(key as MessageKey, { count: 1, formatted: '1' }), key).not.toMatch(/\b1 [a-z]+s\b/)
  }
})
