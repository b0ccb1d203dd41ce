import type { z } from 'zod'
import type { AttrSpec } from '../nodes/attrs'
import { type NodeKind, nodeKinds } from '../nodes/index'
import { unknownFieldText } from './unknown-field'

type Issue = z.core.$ZodIssue

/** What is wrong at one place of a file, in a sentence that names the field and what it may be. */
export function issueText(issue: Issue, file: unknown): string {
  const { path } = issue
  const value = valueAt(file, path)
  if (issue.code === 'unrecognized_keys') {
    return unknownFieldText(shorten(issue.keys[0] ?? ''), path, value, ownerOf(path, file))
  }
  const subject = subjectOf(path, file)
  const allowed = allowedAttr(path, file) ?? allowedBy(issue)
  if (value === undefined) return `${subject} is missing; it must be ${allowed}`
  return `${subject} must be ${allowed}, not ${shown(value)}`
}

/** What stands in a file at a path; undefined where there is nothing. */
function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  let value = file
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}

/** `units of node "dense1"`, `batchSize`, `the list of nodes`. */
function subjectOf(path: readonly PropertyKey[], file: unknown): string {
  const field = path.findLast(part => typeof part === 'string')
  const list = path[0]
  if (path.length === 0 || field === undefined) return 'the file'
  if (typeof path[1] !== 'number') return String(field)
  const thing = recordText(path[1], String(list), field === 'id' ? null : file)
  return path.length === 2 ? thing : `${String(field)} of ${thing}`
}

/** The node, edge or frame that a path leads into; null elsewhere in a file. */
function ownerOf(path: readonly PropertyKey[], file: unknown) {
  const [list, index] = path
  if (typeof index !== 'number') return null
  const kind = valueAt(file, [list!, index, 'kind'])
  return { text: recordText(index, String(list), file), kind }
}

/** `node "dense1"`, or `node number 3` where it has no id, or none that can be looked at. */
function recordText(index: number, list: string, file: unknown): string {
  const id = valueAt(file, [list, index, 'id'])
  const name = typeof id === 'string' ? `"${shorten(id)}"` : `number ${index + 1}`
  return `${list.replace(/s$/, '')} ${name}`
}

/** What a node kind says of one of its attributes; undefined elsewhere in a file. */
function allowedAttr(path: readonly PropertyKey[], file: unknown): string | undefined {
  const [list, , attrs, name] = path
  if (list !== 'nodes' || attrs !== 'attrs' || path.length !== 4) return undefined
  const kind = valueAt(file, [...path.slice(0, 2), 'kind'])
  if (typeof kind !== 'string' || !Object.hasOwn(nodeKinds, kind)) return undefined
  const specs: Readonly<Record<string, AttrSpec>> = nodeKinds[kind as NodeKind].attrs
  const spec = Object.hasOwn(specs, String(name)) ? specs[String(name)] : undefined
  return spec && allowedBySpec(spec)
}

function allowedBySpec(spec: AttrSpec): string {
  switch (spec.type) {
    case 'int':
      return `a whole number from ${figure(spec.min)} to ${figure(spec.max)}`
    case 'number': {
      const [min, max] = [figure(spec.min), figure(spec.max)]
      if (!spec.exclusiveMin && !spec.exclusiveMax) return `a number from ${min} to ${max}`
      const low = spec.exclusiveMin ? `above ${min}` : `from ${min}`
      return `a number ${low} and ${spec.exclusiveMax ? `below ${max}` : `up to ${max}`}`
    }
    case 'choice':
      return oneOf(spec.options.map(({ value }) => value))
    case 'bool':
      return 'true or false'
    case 'text':
      return `text of at most ${figure(spec.maxLength)} characters`
  }
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeText(issue.expected)
    case 'too_small':
      return sizeText(issue.origin, issue.inclusive ? 'at least' : 'above', issue.minimum)
    case 'too_big':
      return sizeText(issue.origin, issue.inclusive ? 'at most' : 'below', issue.maximum)
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue ? oneOf(issue.options as readonly unknown[]) : 'of a known kind'
    case 'invalid_format':
      // The schema's own sentence: `an id is a letter followed by …`.
      return issue.message.replace(/^an? \w+ is /, '')
    default:
      return issue.message
  }
}

const typeTexts: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text in quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'a record in braces',
}

const typeText = (type: string) => typeTexts[type] ?? type

function sizeText(origin: string, word: string, bound: number | bigint): string {
  const size = `${word} ${figure(bound)}`
  if (origin === 'string') return `text of ${size} characters`
  if (origin === 'array') return `a list of ${size}`
  return `${origin === 'int' ? 'a whole number, ' : ''}${size}`
}

function oneOf(values: readonly unknown[]): string {
  const shownValues = values.map(shown)
  return shownValues.length === 1 ? shownValues[0]! : `one of ${shownValues.join(', ')}`
}

const figure = (number: number | bigint) =>
  number.toLocaleString('en', { maximumFractionDigits: 9 })

/** A value as it stands in the file, in bounded length. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a record'
  return typeof value === 'string' ? `"${shorten(value)}"` : shorten(String(value))
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
