// Who may import whom. `npm run boundaries` enforces it; docs/architecture.md explains it.
//
// A folder or file of src/ on the left may import itself and what is on the right: a folder, a
// file, or with `type` in front only the types of one. What is not named is forbidden, and of two
// lines that fit a file the longer name counts.

/** @type {Record<string, string[]>} */
export const MODULES = {
  'engine/random': [],
  'engine/data': ['engine/random'],
  'engine/nodes': ['engine/data/catalog.ts', 'engine/data/own.ts', 'type engine/plan'],
  'engine/document': ['engine/nodes'],
  'engine/graph': [
    'engine/document',
    'engine/nodes',
    'engine/data/catalog.ts',
    'engine/data/own.ts',
  ],
  'engine/plan': ['engine/graph', 'engine/nodes', 'engine/telemetry', 'type engine/document'],
  'engine/kernels': ['engine/random', 'engine/telemetry', 'type engine/plan'],
  'engine/wasm': [],
  'engine/backends': [
    'engine/kernels',
    'engine/plan',
    'engine/random',
    'engine/telemetry',
    'engine/wasm',
  ],
  'engine/telemetry': ['engine/plan'],
  'engine/training': [
    'engine/backends',
    'engine/data',
    'engine/document',
    'engine/graph',
    'engine/nodes',
    'engine/plan',
    'engine/random',
    'engine/telemetry',
    'type engine/kernels',
  ],
  'engine/probe': [
    'engine/backends',
    'engine/data',
    'engine/graph',
    'engine/nodes',
    'engine/plan',
    'engine/random',
    'engine/training',
  ],
  'engine/diagnosis': [
    'engine/backends',
    'engine/data',
    'engine/document',
    'engine/graph',
    'engine/kernels',
    'engine/nodes',
    'engine/plan',
    'engine/random',
    'engine/telemetry',
    'engine/training',
  ],
  // What trials of a sweep are made of; `engine/node/sweep` trains them.
  'engine/sweep': [
    'engine/data/catalog.ts',
    'engine/document',
    'engine/nodes',
    'engine/random',
    'type engine/training',
  ],
  // What the ten experiments compare; the window and the tests train their variants.
  'engine/experiments': [
    'engine/diagnosis',
    'engine/document',
    'engine/graph',
    'engine/kernels',
    'engine/nodes',
    'engine/telemetry',
    'type engine/training',
  ],
  // The same network as a program or a file of another framework.
  'engine/export': [
    'engine/data/catalog.ts',
    'engine/document',
    'engine/graph',
    'engine/nodes',
    'engine/training',
  ],
  // Others import protocol.ts, which gives all of the folder.
  'engine/protocol.ts': ['engine/protocol', 'type engine/training'],
  'engine/protocol': [
    'type engine/data',
    'engine/document',
    'engine/sweep',
    'engine/telemetry',
    'engine/diagnosis',
    'type engine/probe',
    'type engine/training',
  ],
  'engine/node': ['engine'],
  // Reports read the same in the window and on the command line.
  report: [
    'engine',
    'shared/language.ts',
    'shared/number-format.ts',
    // Of the window, only what is words or numbers.
    'renderer/canvas/edge-path.ts',
    'renderer/canvas/geometry.ts',
    'renderer/i18n/findings.ko.ts',
    'renderer/i18n/kinds.ko.ts',
    'renderer/i18n/strings/training.ts',
    'renderer/panels/charts/curves/shapes.ts',
  ],
  cli: ['engine', 'report', 'shared/language.ts'],
  shared: ['engine/protocol.ts', 'engine/document'],
  main: ['engine/node', 'engine/export', 'engine/protocol.ts', 'engine/document', 'shared'],
  preload: ['shared'],
  renderer: [
    'shared',
    'engine/protocol.ts',
    'engine/document',
    'engine/graph',
    'engine/nodes',
    'engine/telemetry',
    'engine/diagnosis',
    'engine/experiments',
    'engine/export/target.ts',
    'engine/sweep',
    'type engine/probe',
    'engine/data/catalog.ts',
    'engine/data/own.ts',
    'engine/data/text-list.ts',
    'type engine/data',
    'engine/training/run-length.ts',
    'engine/training/schedule.ts',
    'report',
  ],
}

/**
 * The packages each of them may use; `node:*` stands for Node's own modules and `*` for every
 * package that is not forbidden with an exclamation mark.
 * @type {Record<string, string[]>}
 */
export const PACKAGES = {
  engine: ['zod'],
  'engine/export': ['@bufbuild/protobuf'],
  'engine/node': ['node:*', 'fast-png', 'iconv-lite', 'papaparse', 'zod'],
  // What D3 computes; nothing of it needs a document.
  report: ['d3'],
  cli: ['node:*', 'commander', 'zod'],
  shared: ['zod'],
  main: ['node:*', '*'],
  // One file that runs before the page does, so it stays small: no schema library.
  preload: ['electron'],
  // A window has neither Electron nor Node.
  renderer: ['*', '!electron', '!electron-log', '!commander'],
}
