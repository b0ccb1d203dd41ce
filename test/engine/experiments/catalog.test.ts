import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../../src/engine/document/parse'
import { serializeDocument } from '../../../src/engine/document/serialize'
import { experiments, pathsExperiment } from '../../../src/engine/experiments/catalog'
import { analyze } from '../../../src/engine/graph/analyze'
import { strings } from '../../../src/renderer/i18n/strings/index'
import { shippedVariant } from '../../support/experiments'

const folder = join(import.meta.dirname, '../../../resources/experiments')

it('has a graph for each experiment, and no graph that belongs to none', () => {
  const files = readdirSync(folder).map(file => basename(file, '.gradscope'))
  expect(files.toSorted()).toEqual(experiments.map(({ id }) => id).toSorted())
})

it('numbers the experiments of the course from 1 to 10', () => {
  const ids = [...experiments.map(({ id }) => id), pathsExperiment].toSorted()
  expect(ids.map(id => Number(id.slice(0, 2)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  for (const id of ids) {
    for (const part of ['title', 'question', 'do', 'expect', 'look']) {
      expect(strings).toHaveProperty([`experiment.${id}.${part}`])
    }
  }
})

describe.each(experiments)('$id', ({ id, variants }) => {
  it.each(variants)('$id is a sound graph of its own, with a name', variant => {
    const document = shippedVariant(id, variant.id)
    expect(analyze(document).problems).toEqual([])
    const text = serializeDocument(document)
    expect(parseDocument(text).kind).toBe('ok')
    const others = variants.filter(other => other.id !== variant.id)
    for (const other of others) {
      const named = { ...shippedVariant(id, other.id), name: document.name }
      expect(serializeDocument(named)).not.toBe(text)
    }
    expect(strings).toHaveProperty([`variant.${variant.id}`])
  })
})
