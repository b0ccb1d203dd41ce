#!/usr/bin/env node
// How quick the editor is on large graphs: frames a second while a node is dragged and the view is
// panned, time to open a file, and the longest pause of the window during automatic layout.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from '@playwright/test'
import { resolveElectron } from './electron-runtime.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { hasDisplay } from './lib/display.mjs'
import { isRoot, messageOf, projectRoot, say } from './lib/project.mjs'

const BLOCK = 5
const ROW = 25

/**
 * A deep network with skip connections: every fifth node adds two branches, and further edges join
 * neighbouring rows.
 * @param {number} nodes @param {number} edges
 */
function largeGraph(nodes, edges) {
  /** @type {{ id: string, kind: string, attrs: Record<string, unknown> }[]} */
  const list = [{ id: 'data1', kind: 'data', attrs: { dataset: 'mnist' } }]
  /** @type {[string, string][]} */
  const wires = []
  let stream = 'data1'
  let before = ''
  for (let i = 1; i < nodes - 2; i++) {
    const place = i % BLOCK
    const id = `n${i}`
    const kind = place === 0 ? 'add' : place % 2 === 1 ? 'dense' : 'activation'
    list.push({ id, kind, attrs: kind === 'dense' ? { units: 32 } : {} })
    wires.push([stream, id])
    if (kind === 'add') wires.push([before, id])
    if (kind === 'activation' && place === 2) before = id
    stream = id
  }
  list.push(
    { id: 'out', kind: 'dense', attrs: { units: 10 } },
    { id: 'loss1', kind: 'loss', attrs: {} },
  )
  wires.push([stream, 'out'], ['out', 'loss1'])
  const adds = list.filter(({ kind }) => kind === 'add').map(({ id }) => id)
  const relus = list.filter(({ kind }) => kind === 'activation').map(({ id }) => id)
  for (let i = 3; wires.length < edges && i < adds.length * 3; i++) {
    const to = adds[i % adds.length] ?? ''
    const from = relus[((i % adds.length) * 2 - 3 - Math.floor(i / adds.length)) >>> 0] ?? ''
    if (to && from && !wires.some(([a, b]) => a === from && b === to)) wires.push([from, to])
  }
  return {
    format: 'gradscope',
    version: 1,
    name: 'large',
    nodes: list.map(({ id, kind, attrs }, i) => ({
      id,
      kind,
      position: { x: (i % ROW) * 240, y: Math.floor(i / ROW) * 168 },
      attrs,
    })),
    edges: wires.map(([from, to]) => ({
      from: { node: from, port: 'y' },
      to: { node: to, port: 'x' },
    })),
    training: {
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      regularization: { l1: 0, l2: 0 },
      batchSize: 64,
      epochs: 1,
      seed: 1,
    },
  }
}

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').ElectronApplication} App */

// Run in the window, so as text: this file is checked without the types of a browser.
const START_WATCHING = `
  window.frameTimes = []
  window.watching = true
  const tick = now => {
    window.frameTimes.push(now)
    if (window.watching) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)`
const STOP_WATCHING = '((window.watching = false), window.frameTimes)'
/** Resolves to the milliseconds from the next key press until all nodes are drawn. */
const timeToShow = (/** @type {number} */ nodes) => `new Promise(resolve => {
  let start
  addEventListener('keydown', () => { start ??= performance.now() }, { capture: true, once: true })
  const look = () => {
    const shown = document.querySelectorAll('.react-flow__node').length
    if (shown < ${nodes}) requestAnimationFrame(look)
    else requestAnimationFrame(() => resolve(performance.now() - start))
  }
  look()
})`

/**
 * Frames a second, and the longest frame, while something goes on.
 * @param {Page} page @param {() => Promise<void>} action
 */
async function frames(page, action) {
  await page.evaluate(START_WATCHING)
  await action()
  /** @type {number[]} */
  const times = await page.evaluate(STOP_WATCHING)
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  return { perSecond: (1000 * gaps.length) / total, longest: Math.max(...gaps) }
}

/**
 * Opens a file by its command and gives the milliseconds until it is drawn.
 * @param {App} app @param {Page} page @param {string} file @param {number} nodes
 */
async function open(app, page, file, nodes) {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
  await page.evaluate(`void (window.shown = ${timeToShow(nodes)})`)
  await page.keyboard.press('Control+O')
  return /** @type {Promise<number>} */ (page.evaluate('window.shown'))
}

/** @param {(app: App, page: Page) => Promise<void>} use */
async function withWindow(use) {
  const userData = await mkdtemp(join(tmpdir(), 'gradscope-bench-'))
  const { path } = await resolveElectron()
  const app = await electron.launch({
    executablePath: path,
    args: [projectRoot, `--user-data-dir=${userData}`],
    chromiumSandbox: !isRoot(),
  })
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('load')
    await page.waitForTimeout(1000)
    await use(app, page)
  } finally {
    await app.close()
    await rm(userData, { recursive: true, force: true })
  }
}

/** @param {{ perSecond: number, longest: number }} found */
const shown = ({ perSecond, longest }) =>
  `${perSecond.toFixed(0)} frames/s, longest ${longest.toFixed(0)} ms`

async function measure() {
  const folder = await mkdtemp(join(tmpdir(), 'gradscope-graphs-'))
  try {
    const medium = join(folder, 'medium.gradscope')
    const large = join(folder, 'large.gradscope')
    await writeFile(medium, JSON.stringify(largeGraph(500, 700)))
    await writeFile(large, JSON.stringify(largeGraph(1000, 1400)))

    await withWindow(async (app, page) => {
      await open(app, page, medium, 500)
      await page.waitForTimeout(1500)
      const node = page.locator('.react-flow__node').nth(200)
      const box = await node.boundingBox()
      if (!box) throw new Error('no node is on the screen')
      const x = box.x + box.width / 2
      const y = box.y + box.height / 2
      const drag = await frames(page, async () => {
        await page.mouse.move(x, y)
        await page.mouse.down()
        for (let i = 1; i <= 120; i++) await page.mouse.move(x + i, y + 40 * Math.sin(i / 10))
        await page.mouse.up()
      })
      say(`500 nodes, dragging a node    ${shown(drag)}`)
      const pan = await frames(page, async () => {
        await page.mouse.move(x, y)
        for (let i = 0; i < 120; i++) await page.mouse.wheel(i < 60 ? 8 : -8, i % 2 === 0 ? 4 : -4)
      })
      say(`500 nodes, panning            ${shown(pan)}`)

      // Back to what is in the file, so that opening another asks nothing.
      await page.keyboard.press('Control+Z')
      const opened = await open(app, page, large, 1000)
      say(`1,000 nodes, opening the file ${opened.toFixed(0)} ms`)
      await page.waitForTimeout(2000)
      const layout = await frames(page, async () => {
        await page.keyboard.press('Control+Shift+L')
        await page.waitForTimeout(6000)
      })
      say(`1,000 nodes, layout           ${shown(layout)}`)
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

try {
  if (!hasDisplay()) throw new Error('This needs a display; try: xvfb-run -a npm run bench:editor')
  await ensureBuilt()
  await measure()
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
