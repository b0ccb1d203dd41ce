import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  edgeKey,
  formatPath,
  type ParseResult,
  parseDocument,
  parseDocumentValue,
} from '../../../src/engine/document/parse'
import { documentSchema, type GraphDocument, limits } from '../../../src/engine/document/schema'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { anyDocument, documentNode, edge, mnistDocument } from '../../support/documents'

const sound = mnistDocument([8])
const text = serializeDocument(sound)
const frame = { id: 'frame1', title: 'Encoder', position: { x: 0, y: 0 }, width: 90, height: 60 }

function invalid(result: ParseResult) {
  if (result.kind !== 'invalid') throw new Error(`parsed as ${result.kind}`)
  return result
}

/** The sound file's JSON value with others put in place: `{ 'nodes.1.attrs.units': 0 }`. */
function fileWith(edits: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const file = JSON.parse(text) as Record<string, unknown>
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split('.')
    const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, file)
    parent[keys.at(-1)!] = value
  }
  return file
}

function parseWith(edits: Readonly<Record<string, unknown>>): ParseResult {
  return parseDocument(JSON.stringify(fileWith(edits)))
}

describe('parseDocument', () => {
  it('reads what was written', () => {
    expect(parseDocument(text)).toEqual({ kind: 'ok', document: sound })
  })

  it('reads a file that starts with a byte order mark', () => {
    expect(parseDocument(`\ufeff${text}`).kind).toBe('ok')
  })

  it('fills in attrs and optimizer fields that a file leaves out', () => {
    const result = parseWith({
      'nodes.1.attrs': { units: 8 },
      'training.optimizer': { kind: 'adam', learningRate: 0.001 },
    })
    expect(result.kind === 'ok' && result.document.nodes[1]).toEqual(sound.nodes[1])
    expect(result.kind === 'ok' && result.document.training.optimizer).toEqual({
      kind: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    })
  })

  it.each([
    ['no JSON', 'hello', 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['half a file', text.slice(0, text.length / 2), 'not JSON'],
    ['JSON of something else', '{"name":"x"}', '"format": "gradscope"'],
    ['an array', '[]', '"format": "gradscope"'],
    ['null', 'null', '"format": "gradscope"'],
    ['a number', '1e999', '"format": "gradscope"'],
    ['another format', '{"format":"Gradscope","version":1}', '"format": "gradscope"'],
  ])('calls %s no Gradscope file', (_what, content, reason) => {
    const result = parseDocument(content)
    expect(result).toEqual({ kind: 'notGradscope', reason: expect.stringContaining(reason) })
  })

  it('names the version of a file that is too new, and the newest it reads', () => {
    expect(parseDocument('{"format":"gradscope","version":7}')).toEqual({
      kind: 'tooNew',
      version: 7,
      supported: 1,
    })
  })

  it.each(['0', '-1', '1.5', '"1"', 'null', '1e999', '{}'])('refuses version %s', version => {
    const result = invalid(parseDocument(`{"format":"gradscope","version":${version}}`))
    expect(result.path).toBe('version')
    expect(result.salvage).toBeNull()
  })

  it('says which migration failed', () => {
    const version1 = JSON.parse(text) as unknown
    const failing = {
      version: 2,
      migrations: [
        {
          from: 1,
          migrate: () => {
            throw new Error('no way from here')
          },
        },
      ],
    }
    const failed = { kind: 'migrationFailed', version: 1 }
    expect(parseDocumentValue(version1, failing)).toEqual({
      ...failed,
      reason: 'no way from here',
    })
    expect(parseDocumentValue(version1, { version: 2, migrations: [] })).toEqual({
      ...failed,
      reason: 'no migration from version 1 to 2',
    })
  })

  const issues: [string, Record<string, unknown>, string][] = [
    ['a missing name', { name: undefined }, 'name'],
    ['units of 0', { 'nodes.1.attrs.units': 0 }, 'nodes[1].attrs.units'],
    ['units of 1.5', { 'nodes.1.attrs.units': 1.5 }, 'nodes[1].attrs.units'],
    ['units of null', { 'nodes.1.attrs.units': null }, 'nodes[1].attrs.units'],
    ['units in words', { 'nodes.1.attrs.units': 'ten' }, 'nodes[1].attrs.units'],
    ['an unknown kind', { 'nodes.2.kind': 'conv' }, 'nodes[2].kind'],
    ['an attr that is none', { 'nodes.1.attrs.unitz': 3 }, 'nodes[1].attrs.unitz'],
    ['a field that is none', { author: 'me' }, 'author'],
    ['an id with a space', { 'nodes.0.id': 'data 1' }, 'nodes[0].id'],
    ['a position far away', { 'nodes.0.position.x': 1e7 }, 'nodes[0].position.x'],
    ['an id used twice', { 'nodes.2.id': 'dense1' }, 'nodes[2].id'],
    ['an edge from nowhere', { 'edges.1.from.node': 'gone' }, 'edges[1]'],
    ['an edge that stands twice', { 'edges.4': sound.edges[0] }, 'edges[4]'],
    ['a batch size of 0', { 'training.batchSize': 0 }, 'training.batchSize'],
    ['a negative seed', { 'training.seed': -1 }, 'training.seed'],
    ['an unknown optimizer', { 'training.optimizer.kind': 'x' }, 'training.optimizer.kind'],
    ['no nodes', { nodes: undefined }, 'nodes'],
    ['a node that is bypassed in words', { 'nodes.1.disabled': 'yes' }, 'nodes[1].disabled'],
    ['a frame without a title', { frames: [{ ...frame, title: 5 }] }, 'frames[0].title'],
    ['a frame of no size', { frames: [{ ...frame, width: 0 }] }, 'frames[0].width'],
    ['a frame of no known colour', { frames: [{ ...frame, color: '#f00' }] }, 'frames[0].color'],
    ['two frames with one id', { frames: [frame, frame] }, 'frames[1].id'],
    ['frames that are no list', { frames: {} }, 'frames'],
    ['nodes that are no list', { nodes: {} }, 'nodes'],
  ]
  it.each(issues)('names the place of %s', (_what, edits, path) => {
    const result = invalid(parseWith(edits))
    expect(result.path).toBe(path)
    expect(result.reason.length).toBeGreaterThan(0)
    expect(result.issues[0]).toEqual({ path, reason: result.reason })
  })

  it.each(['NaN', '1e999', '-1e999', 'null', '{}', '[]', '"0.1"'])(
    'does not take %s for a number',
    value => {
      const broken = text.replace('"learningRate": 0.1', `"learningRate": ${value}`)
      expect(broken).not.toBe(text)
      expect(['invalid', 'notGradscope']).toContain(parseDocument(broken).kind)
    },
  )
})

describe('what an unsound file leaves', () => {
  function salvaged(edits: Readonly<Record<string, unknown>>): GraphDocument {
    return invalid(parseWith(edits)).salvage!
  }

  it('keeps sound nodes and drops the others with their edges', () => {
    const kept = salvaged({ 'nodes.1.attrs.units': -4 })
    expect(kept.nodes.map(({ id }) => id)).toEqual(['data1', 'relu1', 'dense2', 'loss1'])
    expect(kept.edges.map(edgeKey)).toEqual(['relu1.y>dense2.x', 'dense2.y>loss1.x'])
    expect(kept.training).toEqual(sound.training)
    expect(kept.name).toBe('test')
  })

  it('keeps the first of two nodes with one id, and one of two equal edges', () => {
    const kept = salvaged({
      'nodes.5': { ...sound.nodes[1], attrs: { units: 99 } },
      'edges.4': sound.edges[0],
    })
    expect(kept.nodes).toEqual(sound.nodes)
    expect(kept.edges).toEqual(sound.edges)
  })

  it('keeps sound frames, and is without the field where there are none', () => {
    const kept = salvaged({ frames: [{ ...frame, width: -1 }, frame, frame, 'x'] })
    expect(kept.frames).toEqual([frame])
    expect(kept.nodes).toEqual(sound.nodes)
    expect(salvaged({ frames: [1] })).not.toHaveProperty('frames')
  })

  it('starts from default training where that is unsound', () => {
    const kept = salvaged({ training: 'fast' })
    expect(kept.nodes).toEqual(sound.nodes)
    expect(kept.training.batchSize).toBe(64)
  })

  it('is nothing where no node is sound', () => {
    expect(invalid(parseWith({ nodes: [1, null, {}] })).salvage).toBeNull()
  })

  it('is always a document that can be saved and opened', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constant(documentNode('a', 'dense')), fc.anything())
    fc.assert(
      fc.property(anyDocument, fc.array(junk), fc.array(junk), fc.jsonValue(), (...parts) => {
        const [document, nodes, edges, training] = parts
        const result = parseDocumentValue({
          ...document,
          nodes: [...document.nodes, ...nodes],
          edges: [...document.edges, ...edges, edge('a', 'gone')],
          training,
        })
        const kept = invalid(result).salvage
        if (kept) expect(parseDocument(serializeDocument(kept)).kind).toBe('ok')
      }),
    )
  })
})

describe('hostile input', () => {
  const head = '{"format":"gradscope","version":1,'
  const keys = ['__proto__', 'constructor', 'prototype']

  it.each(keys)('refuses the key %s before it parses', key => {
    const result = parseDocument(`${head}"${key}" :{"polluted":true}}`)
    expect(result).toEqual({ kind: 'notGradscope', reason: expect.stringContaining(key) })
  })

  it.each(keys)('refuses the key %s written with an escape', key => {
    const escaped = `\\u00${key.charCodeAt(0).toString(16)}${key.slice(1)}`
    expect(JSON.parse(`"${escaped}"`)).toBe(key)
    const places = [
      `${head}"${escaped}":{"polluted":true},${text.slice(text.indexOf('"name"'))}`,
      text.replace('"attrs": {', `"attrs": {"${escaped}":{"polluted":true},`),
      text.replace('"position": {', `"position": {"${escaped}":{"polluted":true},`),
      text.replace('"optimizer": {', `"optimizer": {"${escaped}":{"polluted":true},`),
      text.replace('"from": {', `"from": {"${escaped}":{"polluted":true},`),
    ]
    for (const place of places) {
      const result = invalid(parseDocument(place))
      expect(result.path).toContain(key)
      const kept = JSON.stringify(result.salvage)
      expect(kept).not.toContain('polluted')
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('takes the words as labels: they are data there', () => {
    const result = parseWith({ 'nodes.1.label': '__proto__', name: '"constructor": {}' })
    expect(result.kind).toBe('ok')
  })

  it('refuses kinds and data sets that every object has', () => {
    for (const word of ['toString', 'constructor', 'hasOwnProperty']) {
      expect(invalid(parseWith({ 'nodes.1.kind': word })).path).toBe('nodes[1].kind')
      expect(invalid(parseWith({ 'nodes.0.attrs.dataset': word })).path).toBe(
        'nodes[0].attrs.dataset',
      )
    }
  })

  it.each([
    ['[', 100_000],
    ['{"a":', 100_000],
    ['[[{"a":[', 1_000_000],
  ])('refuses %s nested %i deep without parsing it', (opening, depth) => {
    const result = parseDocument(opening.repeat(depth))
    expect(result).toEqual({
      kind: 'notGradscope',
      reason: 'it is nested more than 64 levels deep',
    })
  })

  it('does not count brackets in texts as nesting', () => {
    const result = parseWith({ name: `${'['.repeat(150)}\\"{` })
    expect(result.kind).toBe('ok')
  })

  it('refuses a text beyond the limit', () => {
    const result = parseDocument(' '.repeat(limits.fileBytes + 1))
    expect(result).toEqual({ kind: 'notGradscope', reason: expect.stringContaining('20,000,001') })
  })

  it('refuses more nodes than the limit, and keeps no more than that', () => {
    const nodes = Array.from({ length: limits.nodes + 5 }, (_, i) => documentNode(`n${i}`, 'dense'))
    const result = invalid(parseDocumentValue({ ...sound, nodes, edges: [] }))
    expect(result.path).toBe('nodes')
    expect(result.salvage!.nodes).toHaveLength(limits.nodes)
  })

  it('lists at most a hundred issues, in words of bounded length', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 0]))
    const long = 'x'.repeat(1e6)
    const result = invalid(
      parseDocumentValue({ ...sound, ...unknown, [long]: 1, nodes: new Array(5000).fill(7) }),
    )
    expect(result.issues.length).toBeLessThanOrEqual(100)
    for (const { path, reason } of result.issues) {
      expect(path.length + reason.length).toBeLessThan(1000)
    }
  })

  it('never throws, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json()), any => {
        expect(parseDocument(any)).toHaveProperty('kind')
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, for a file with a piece cut out or put in anywhere', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string(), (at, length, piece) => {
        const result = parseDocument(text.slice(0, at) + piece + text.slice(at + length))
        expect(result).toHaveProperty('kind')
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, for any value in any place', () => {
    const places = fc.constantFrom(
      'nodes',
      'nodes.0',
      'nodes.1.attrs',
      'nodes.1.position.x',
      'edges',
      'edges.0',
      'edges.0.from',
      'training',
      'training.optimizer',
      'name',
      'version',
    )
    fc.assert(
      fc.property(places, fc.anything(), (place, value) => {
        const result = parseDocumentValue(fileWith({ [place]: value }))
        if (result.kind === 'ok') {
          expect(documentSchema.safeParse(result.document).success).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, for any value at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true }), value => {
        expect(parseDocumentValue(value).kind).toBe('notGradscope')
      }),
    )
  })
})

describe('released format versions', () => {
  const folder = join(import.meta.dirname, '../../fixtures/documents')

  it.each([1])('version %i opens as its golden says', version => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8')
    const result = parseDocument(read(`version-${version}.gradscope`))
    const golden = JSON.parse(read(`version-${version}.golden.json`)) as unknown
    expect(result).toEqual({ kind: 'ok', document: golden })
  })
})

describe('formatPath', () => {
  it('writes a path as one would in code', () => {
    expect(formatPath(['nodes', 3, 'attrs', 'units'])).toBe('nodes[3].attrs.units')
    expect(formatPath([])).toBe('')
  })
})
