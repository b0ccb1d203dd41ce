import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { appPaths } from '../../src/main/paths'

const mainDirectory = resolve('/work/out/main')

it('a checkout has its resources beside the build', () => {
  const paths = appPaths({ mainDirectory, isPackaged: false, resourcesPath: '/electron' })
  expect(paths.renderer).toBe(resolve('/work/out/renderer'))
  expect(paths.preload).toBe(resolve('/work/out/preload/index.cjs'))
  expect(paths.engineWorker).toBe(resolve('/work/out/main/engine-worker.js'))
  expect(paths.examples).toBe(resolve('/work/resources/examples'))
  expect(paths.experiments).toBe(resolve('/work/resources/experiments'))
  expect(paths.datasets).toBe(resolve('/work/resources/datasets'))
})

it('a package has them where the system put them', () => {
  const paths = appPaths({ mainDirectory, isPackaged: true, resourcesPath: resolve('/opt/r') })
  expect(paths.examples).toBe(resolve('/opt/r/examples'))
  expect(paths.datasets).toBe(resolve('/opt/r/datasets'))
})
