import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTable, readTable } from '../../../src/engine/node/read-table'
import { useTemporaryDirectory } from '../../main/files/temporary-directory'

const flowers = { features: 2, classNames: ['red', 'blue'] }
const numbers = { features: 1, classNames: null }

function messageOf(text: string, shape: Parameters<typeof parseTable>[2] = flowers): string {
  const result = parseTable(text, 'f.csv', shape)
  if (result.ok) throw new Error('it was read')
  return result.message
}

describe('a table', () => {
  it('has features before the target, and classes by the order of their names', () => {
    const result = parseTable('a,b,kind\n1,-2.5,blue\n3e2,0,red\n', 'f.csv', flowers)
    if (!result.ok) throw new Error(result.message)
    expect(result.value.count).toBe(2)
    expect([...result.value.features]).toEqual([1, -2.5, 300, 0])
    expect([...result.value.targets]).toEqual([1, 0])
  })

  it('is read with a byte order mark, Windows line ends, quotes, spaces and empty lines', () => {
    const text = '\ufeffa,b,kind\r\n"1", 2 ,"blue"\r\n\r\n3,4,red \r\n\r\n'
    const result = parseTable(text, 'f.csv', flowers)
    if (!result.ok) throw new Error(result.message)
    expect([...result.value.features]).toEqual([1, 2, 3, 4])
    expect([...result.value.targets]).toEqual([1, 0])
  })

  it('may have numbers to predict', () => {
    const result = parseTable('a,t\n1,10.5\n2,-3\n', 'f.csv', numbers)
    expect(result.ok && [...result.value.targets]).toEqual([10.5, -3])
  })
})

describe('what is wrong in a table', () => {
  it.each([
    ['', '0 columns have a name, expected 3'],
    ['a,b\n1,2\n', '2 columns have a name, expected 3'],
    ['a,b,kind\n', 'there are no rows below the column names'],
    ['a,b,kind\n1,2,red\n1,red\n', 'row 3 has 2 values, expected 3'],
    ['a,b,kind\n1,2,red\n\n1,2,3,red\n', 'row 4 has 4 values, expected 3'],
    ['a,b,kind\n1,2,red\n1,x,red\n', 'row 3, column "b": "x" is no number'],
    ['a,b,kind\n,2,red\n', 'row 2, column "a": "" is no number'],
    ['a,b,kind\n1,NaN,red\n', 'row 2, column "b": "NaN" is no number'],
    ['a,b,kind\n1,1e999,red\n', 'row 2, column "b": "1e999" is no number'],
    ['a,b,kind\n1,2,green\n', 'row 2, column "kind": "green" is none of the classes'],
    ['a,b,kind\n1,"2,red\n', 'row 2 has quotes that do not match'],
  ])('%j: %s', (text, message) => {
    expect(messageOf(text)).toBe(`f.csv: ${message}`)
  })

  it('takes no text for a number to predict', () => {
    expect(messageOf('a,t\n1,red\n', numbers)).toBe('f.csv: row 2, column "t": "red" is no number')
  })
})

describe('a file', () => {
  const directory = useTemporaryDirectory()

  it('is named where it is missing or not UTF-8', async () => {
    const path = join(directory.path, 'x.csv')
    const missing = await readTable(path, numbers)
    expect(missing.ok ? '' : missing.message).toMatch(/x\.csv cannot be read: ENOENT/)
    writeFileSync(path, Buffer.from([0x61, 0x2c, 0xb0, 0xa1, 0x0a]))
    const wrong = await readTable(path, numbers)
    expect(wrong.ok ? '' : wrong.message).toMatch(/x\.csv cannot be read: .*utf-8/)
    writeFileSync(path, '\ufeffa,t\n1,2\n')
    expect((await readTable(path, numbers)).ok).toBe(true)
  })
})
