import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { datasetCatalog } from '../../../src/engine/data/catalog'

const tables = Object.values(datasetCatalog).filter(entry => entry.source === 'table')

it.each(tables)('names every column of $file', ({ file, features, columnNames }) => {
  const [header] = readFileSync(`resources/datasets/${file}`, 'utf8').split('\n')
  expect(columnNames).toHaveLength(header!.trim().split(',').length)
  expect(columnNames).toHaveLength(features[0] + 1)
  expect(new Set(columnNames).size).toBe(columnNames.length)
})

it('names the measurements of tumours in the order of the file', () => {
  const { columnNames, file } = datasetCatalog.breastCancer
  const [header] = readFileSync(`resources/datasets/${file}`, 'utf8').split('\n')
  const inFile = header!
    .trim()
    .split(',')
    .map(name => name.replaceAll('_', ' '))
  const shown = columnNames.map(name => name.replace(/^error of (.*)$/, '$1 error'))
  expect(shown).toEqual(inFile)
})
