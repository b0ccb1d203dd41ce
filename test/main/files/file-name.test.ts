import { describe, expect, it } from 'vitest'
import { documentName, suggestedFileName, withExtension } from '../../../src/main/files/file-name'

describe('file names', () => {
  it.each([
    ['mnist relu', 'mnist relu.gradscope'],
    ['a/b\\c:d', 'a-b-c-d.gradscope'],
    ['../../etc/passwd', '-..-etc-passwd.gradscope'],
    ['', 'untitled.gradscope'],
    [' . ', 'untitled.gradscope'],
    ['con', 'con-graph.gradscope'],
    ['신경망', '신경망.gradscope'],
    ['net.gradscope', 'net.gradscope'],
  ])('offers %j as %j', (name, expected) => expect(suggestedFileName(name)).toBe(expected))

  it('adds the extension once', () => {
    expect(withExtension('/a/net')).toBe('/a/net.gradscope')
    expect(withExtension('/a/net.v2')).toBe('/a/net.v2.gradscope')
    expect(withExtension('/a/net.GRADSCOPE')).toBe('/a/net.GRADSCOPE')
  })

  it('names a document by its file', () => {
    expect(documentName('/a/net.v2.gradscope')).toBe('net.v2')
    expect(documentName('/a/other.json')).toBe('other.json')
  })
})
