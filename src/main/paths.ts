import { join } from 'node:path'

/** Where the app's files are, in a checkout and in a package. */
export interface AppPaths {
  readonly renderer: string
  readonly preload: string
  readonly engineHost: string
  readonly engineWorker: string
  readonly examples: string
  readonly experiments: string
  readonly datasets: string
  readonly icon: string
}

interface Locations {
  /** Folder of the bundled main script: `out/main`. */
  readonly mainDirectory: string
  readonly isPackaged: boolean
  /** `process.resourcesPath`: where a package keeps its resources. */
  readonly resourcesPath: string
}

export function appPaths({ mainDirectory, isPackaged, resourcesPath }: Locations): AppPaths {
  const out = join(mainDirectory, '..')
  const resources = isPackaged ? resourcesPath : join(out, '..', 'resources')
  return {
    renderer: join(out, 'renderer'),
    preload: join(out, 'preload', 'index.cjs'),
    engineHost: join(mainDirectory, 'engine-host.js'),
    engineWorker: join(mainDirectory, 'engine-worker.js'),
    examples: join(resources, 'examples'),
    experiments: join(resources, 'experiments'),
    datasets: join(resources, 'datasets'),
    icon: join(resources, 'icons', 'icon.png'),
  }
}
