import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataAttrs } from '../../../../src/engine/data/catalog'
import { parseList } from '../../../../src/engine/data/text-list'
import { readOwn } from '../../../../src/engine/node/own/read-own'
import { useTemporaryDirectory } from '../../../main/files/temporary-directory'

const directory = useTemporaryDirectory()

async function read(content: string | Uint8Array, attrs: DataAttrs = {}) {
  const path = join(directory.path, 'table.csv')
  writeFileSync(path, content)
  return readOwn({ dataset: 'ownTable', path, ...attrs }, { describe: true })
}

async function readOk(content: string | Uint8Array, attrs: DataAttrs = {}) {
  const result = await read(content, attrs)
  if (!result.ok) throw new Error(result.message)
  const { examples, measured, columnNames, preview, hasMissing } = result.value
  return {
    features: [...examples.features].map(value => Number(value.toPrecision(6))),
    targets: [...examples.targets],
    classNames: parseList(measured.classNames),
    form: preview!.form!,
    columns: preview!.columns,
    measured,
    columnNames,
    preview: preview!,
    hasMissing,
  }
}

async function messageOf(content: string | Uint8Array, attrs: DataAttrs = {}) {
  const result = await read(content, attrs)
  if (result.ok) throw new Error('it was read')
  expect(result.remedy).not.toBe('')
  return result.message
}

const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

describe('a table', () => {
  it('has the last column for its target, and text there for classes', async () => {
    const table = await readOk('a,b,kind\n1,2,x\n3,4,y\n5,6,x\n')
    expect(table.features).toEqual([1, 2, 3, 4, 5, 6])
    expect(table.targets).toEqual([0, 1, 0])
    expect(table.classNames).toEqual(['x', 'y'])
    expect(table.measured).toMatchObject({ rows: 3, inputs: 2, outputs: 2 })
    expect(table.preview.classCounts).toEqual([2, 1])
  })

  it('predicts a number where the target has many, classes where it has few whole ones', async () => {
    const rows = (values: readonly number[]) =>
      `x,y\n${values.map((y, i) => `${i},${y}`).join('\n')}`
    const measured = await readOk(rows([0.5, 1, 2, 1]))
    expect([measured.measured.outputs, measured.targets]).toEqual([0, [0.5, 1, 2, 1]])
    const classes = await readOk(rows([3, 1, 3, 1, 3]))
    expect([classes.classNames, classes.targets]).toEqual([
      ['1', '3'],
      [1, 0, 1, 0, 1],
    ])
    const many = Array.from({ length: 60 }, (_, i) => i % 30)
    expect((await readOk(rows(many))).measured.outputs).toBe(0)
    expect((await readOk(rows(many), { task: 'classification' })).measured.outputs).toBe(30)
    expect((await readOk(rows([3, 1, 3, 1]), { task: 'regression' })).targets).toEqual([3, 1, 3, 1])
  })

  it('orders classes of whole numbers by their size', async () => {
    const table = await readOk('x,y\n1,10\n2,9\n3,10\n4,9\n')
    expect([table.classNames, table.targets]).toEqual([
      ['9', '10'],
      [1, 0, 1, 0],
    ])
  })

  it('makes a column of 0 and 1 for every category', async () => {
    const table = await readOk('city,x,y\nSeoul,1,a\nBusan,2,b\nSeoul,3,a\n')
    expect(table.features).toEqual([0, 1, 1, 1, 0, 2, 0, 1, 3])
    expect(table.measured.inputs).toBe(3)
    expect(table.columnNames).toEqual(['city = Busan', 'city = Seoul', 'x', 'y'])
  })

  it('takes other columns as it is told', async () => {
    const content = 'id,zip,y,x\n1,100,a,5\n2,200,b,6\n3,100,a,7\n'
    const attrs = { target: 'y', ignored: 'id', categorical: 'zip' }
    const table = await readOk(content, attrs)
    expect(table.features).toEqual([1, 0, 5, 0, 1, 6, 1, 0, 7])
    expect(table.targets).toEqual([0, 1, 0])
    expect(table.columnNames).toEqual(['zip = 100', 'zip = 200', 'x', 'y'])
    expect(table.columns.map(({ name, use }) => [name, use])).toEqual([
      ['id', 'ignored'],
      ['zip', 'category'],
      ['y', 'category'],
      ['x', 'number'],
    ])
    expect(await messageOf(content, { target: 'z' })).toBe('"table.csv": there is no column "z".')
    expect(await messageOf(content, { ignored: 'y', target: 'y' })).toContain(
      'the target column is left out',
    )
  })

  it('keeps a constant column, and names of columns that repeat apart', async () => {
    const table = await readOk('a,a,,y\n1,7,2,p\n2,7,3,q\n')
    expect(table.features).toEqual([1, 7, 2, 2, 7, 3])
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'a (2)', 'Column 3', 'y'])
    expect(table.columns[1]!.numbers).toMatchObject({ mean: 7, deviation: 0 })
  })

  it('reads quotes, empty lines and either end of line', async () => {
    const table = await readOk('"a, b","y ""z"""\r\n\r\n1,"two\nlines"\r\n"2",x\r\n\r\n')
    expect(table.columns.map(({ name }) => name)).toEqual(['a, b', 'y "z"'])
    expect(table.classNames).toEqual(['two\nlines', 'x'])
    const old = await readOk('a,y\r1,p\r2,q\r')
    expect([old.features, old.classNames]).toEqual([
      [1, 2],
      ['p', 'q'],
    ])
  })

  it('reads any table of numbers as it was written', async () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true }).map(x => x + 0)
    const anyTable = fc
      .record({ width: fc.integer({ min: 2, max: 5 }), delimiter: fc.constantFrom('\t', ';', ',') })
      .chain(({ width, delimiter }) =>
        fc.record({
          rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 20,
          }),
          delimiter: fc.constant(delimiter),
          names: fc.boolean(),
          comma: fc.boolean(),
        }),
      )
    await fc.assert(
      fc.asyncProperty(anyTable, async ({ rows, delimiter, names, comma }) => {
        const written = (x: number) =>
          comma && delimiter !== ',' ? String(x).replace('.', ',') : String(x)
        const lines = rows.map(row => row.map(written).join(delimiter))
        if (names) lines.unshift(rows[0]!.map((_, i) => `c${i}`).join(delimiter))
        const attrs = {
          task: 'regression',
          decimal: comma && delimiter !== ',' ? 'comma' : 'point',
        }
        const result = await read(lines.join('\n'), attrs)
        if (!result.ok) throw new Error(result.message)
        const { features, targets } = result.value.examples
        const width = rows[0]!.length - 1
        rows.forEach((row, i) => {
          row.forEach((x, j) => {
            expect(j === width ? targets[i] : features[i * width + j]).toBe(x)
          })
        })
      }),
      { numRuns: 60 },
    )
  })
})

describe('the form of a table', () => {
  it.each([
    ['a,b,y\n1.5,2.5,x\n2,3,z\n', { delimiter: 'comma', decimal: 'point', header: 'names' }],
    ['a;b;y\n1,5;2,5;x\n2;3;z\n', { delimiter: 'semicolon', decimal: 'comma', header: 'names' }],
    ['1,5;2,5\n2,5;3,5\n3;4\n', { delimiter: 'semicolon', decimal: 'comma', header: 'values' }],
    ['a\tb\ty\n1.5\t2\tx\n2\t3\tz\n', { delimiter: 'tab', decimal: 'point', header: 'names' }],
    ['1,5\t7\n2,5\t8\n', { delimiter: 'tab', decimal: 'comma', header: 'values' }],
    ['a|y\n1|x\n2|z\n', { delimiter: 'pipe', decimal: 'point', header: 'names' }],
    ['"a;b",y\n"1;2",x\n"3",z\n', { delimiter: 'comma', decimal: 'point', header: 'names' }],
  ])('of %j', async (content, form) => {
    expect((await readOk(content, { task: 'auto' })).form).toMatchObject(form)
  })

  it('can be given', async () => {
    const attrs = { delimiter: 'semicolon', decimal: 'comma', header: 'values', task: 'regression' }
    const table = await readOk('1,5;2\n2,5;3\n', attrs)
    expect([table.features, table.targets]).toEqual([
      [1.5, 2.5],
      [2, 3],
    ])
  })
})

describe('the encoding', () => {
  const text = '길이,종\n1,사과\n2,배\n'
  // 길이,종 / 사과 / 배 in CP949.
  const cp949 = Buffer.concat([
    Buffer.from([0xb1, 0xe6, 0xc0, 0xcc, 0x2c, 0xc1, 0xbe, 0x0a]),
    Buffer.from('1,'),
    Buffer.from([0xbb, 0xe7, 0xb0, 0xfa, 0x0a]),
    Buffer.from('2,'),
    Buffer.from([0xb9, 0xe8, 0x0a]),
  ])
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', utf16(`\ufeff${text}`, false)],
    ['utf-16be', utf16(`\ufeff${text}`, true)],
    ['utf-16le', utf16(text, false)],
    ['utf-16be', utf16(text, true)],
    ['euc-kr', cp949],
  ])('%s is found and read', async (encoding, bytes) => {
    const table = await readOk(bytes)
    expect(table.form.encoding).toBe(encoding)
    expect(table.columns.map(({ name }) => name)).toEqual(['길이', '종'])
    expect(table.classNames).toEqual(['배', '사과'])
  })

  it('of letters that CP949 has beyond EUC-KR is read', async () => {
    const table = await readOk(
      Buffer.concat([Buffer.from('a,y\n1,'), Buffer.from([0x8c, 0x63]), Buffer.from('\n2,x\n')]),
    )
    expect([table.form.encoding, table.classNames]).toEqual(['euc-kr', ['x', '똠']])
  })

  it('that does not fit is said with the row', async () => {
    const message = await messageOf(cp949, { encoding: 'utf-8' })
    expect(message).toBe('"table.csv": in the first rows there are bytes that are no UTF-8 text.')
  })
})

describe('missing values', () => {
  const content = 'a,city,y\n1,Seoul,p\n,Seoul,q\n3,NaN,p\n5,Busan,\n7,Busan,q\n'

  it('are refused with row and column', async () => {
    expect(await messageOf(content)).toBe(
      '"table.csv": row 3, column "a": the value is missing ("").',
    )
    expect(await messageOf(content, { ignored: 'a' })).toContain(
      'row 4, column "city": the value is missing ("NaN")',
    )
  })

  it('leave their row out', async () => {
    const table = await readOk(content, { missing: 'drop' })
    expect(table.features).toEqual([1, 0, 1, 7, 1, 0])
    expect([table.measured.rows, table.preview.dropped]).toEqual([2, 3])
  })

  it('are kept for the mean of the training part, but for the target', async () => {
    const table = await readOk(content, { missing: 'mean' })
    const { NaN: none } = Number
    expect(table.features).toEqual([1, 0, 1, none, 0, 1, 3, none, none, 7, 1, 0])
    expect([table.hasMissing, table.preview.dropped]).toEqual([true, 1])
    expect(table.columns[1]).toMatchObject({ missing: 1, distinct: 2 })
  })
})

describe('errors name row and column', () => {
  const many = (rows: number, last: string) =>
    `a,b,y\n${Array.from({ length: rows }, (_, i) => `${i},1,${i % 2 === 0 ? 'p' : 'q'}`).join('\n')}\n${last}\n`

  it.each([
    ['', 'it is empty.'],
    [' \n\n', 'it is empty.'],
    ['a,b,y\n', 'it has no rows of values.'],
    [
      'a,b,y\n1,2,p\n1,2\n',
      'row 3 has 2 values, expected 3, column "y" and what follows is missing.',
    ],
    ['a,b,y\n1,2,p\n1,2,p,4\n', 'row 3 has 4 values, expected 3.'],
    ['a,b,y\n1,2,p\n1,3,p\n', 'the target column "y" has one class only ("p").'],
    ['y\np\nq\n', 'there is only the column "y", nothing to predict it from.'],
    ['a,b,y\n1,"2,p\n3,4,q\n', 'row 2 has quotes that do not match.'],
    [many(20, '1,x,p'), 'row 22, column "b": "x" is no number.'],
    [many(60_000, '1,1e39,p'), 'row 60002, column "b": 1e39 is too large.'],
    [many(60_000, '1,,p'), 'row 60002, column "b": the value is missing ("").'],
  ])('%#', async (content, reason) => {
    expect(await messageOf(content)).toBe(`"table.csv": ${reason}`)
  })

  it('of a text target that is to be a number', async () => {
    expect(await messageOf('a,y\n1,p\n2,q\n', { task: 'regression' })).toContain(
      'the target column "y" holds text',
    )
  })

  it('of a column with too many categories', async () => {
    const rows = Array.from({ length: 1001 }, (_, i) => `n${i},${i % 2}`)
    expect(await messageOf(`name,y\n${rows.join('\n')}`)).toContain(
      'row 1002, column "name": it has more than 1,000 categories.',
    )
  })

  it('of a quote that is never closed, before all of it is in memory', async () => {
    const content = `a,y\n1,p\n"${'x,y\n'.repeat(5_000_000)}`
    expect(await messageOf(content)).toContain('row 3')
  })

  it('of a file that is gone, a folder, and a path that is not whole', async () => {
    const at = (path: string) => readOwn({ dataset: 'ownTable', path })
    expect(await at(join(directory.path, 'gone.csv'))).toMatchObject({
      ok: false,
      message: '"gone.csv": it is not there any more.',
    })
    expect((await at(directory.path)).ok).toBe(false)
    expect(await at('table.csv')).toMatchObject({ ok: false })
    expect(await at('')).toMatchObject({ ok: false, message: 'The data set names no file.' })
  })

  it('whatever the bytes are, something is said or read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async bytes => {
        const result = await read(bytes)
        if (!result.ok) expect(result.message).toContain('"table.csv"')
        else expect(result.value.examples.count).toBe(result.value.measured.rows)
      }),
    )
  })
})

it('reads in pieces, tells how far it is, and stops when it is not wanted any more', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${i % 7},${i % 3}`)
  const path = join(directory.path, 'long.csv')
  writeFileSync(path, `a,b,y\n${rows.join('\n')}\n`)
  const shares: number[] = []
  const read = await readOwn(
    { dataset: 'ownTable', path },
    { onProgress: share => shares.push(share) },
  )
  expect(read.ok && read.value.measured.rows).toBe(200_000)
  expect(shares.length).toBeGreaterThan(1)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  const controller = new AbortController()
  const stopped = readOwn(
    { dataset: 'ownTable', path },
    { signal: controller.signal, onProgress: () => controller.abort() },
  )
  await expect(stopped).rejects.toThrow()
})
