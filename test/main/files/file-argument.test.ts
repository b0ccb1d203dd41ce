import { expect, it } from 'vitest'
import { fileArgument } from '../../../src/main/files/file-argument'

it.each([
  [['gradscope-app'], undefined],
  [['gradscope-app', 'a.gradscope'], '/work/a.gradscope'],
  [['electron', '.', '--user-data-dir=/x', 'nets/A.GRADSCOPE'], '/work/nets/A.GRADSCOPE'],
  [['gradscope-app', '/abs/b.gradscope', '--inspect'], '/abs/b.gradscope'],
  [['gradscope-app', '--file=c.gradscope', 'readme.md'], undefined],
  [['x.gradscope'], undefined],
])('%j names %s', (argv, path) => {
  expect(fileArgument(argv, '/work')).toBe(path)
})
