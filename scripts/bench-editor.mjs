#!/usr/bin/env node
// How quick the editor is on large graphs: frames a second while nodes are dragged and the view is
// panned, time to open a file, and the longest pause of the window during automatic layout. Where
// Linux tells it, also what that took of the window's main thread, which other programs do not
// lengthen. --rounds N takes the best of several windows.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron as electron } from '@playwright/test'
import { useElectronInPlaywright } from './electron-runtime.mjs'
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
/** Resolves to the milliseconds from the next key press until all nodes and edges are drawn. */
const timeToShow = (
  /** @type {number} */ nodes,
  /** @type {number} */ edges,
) => `new Promise(resolve => {
  let start
  addEventListener('keydown', () => { start ??= performance.now() }, { capture: true, once: true })
  const look = () => {
    const shown = document.querySelectorAll('.react-flow__node').length
    const wires = document.querySelectorAll('.react-flow__edge-path').length
    if (shown < ${nodes} || wires < ${edges}) requestAnimationFrame(look)
    else requestAnimationFrame(() => resolve(performance.now() - start))
  }
  look()
})`

/**
 * A reader of the processor time of the window's main thread in milliseconds; NaN where it is not told.
 * @param {App} app
 */
async function mainThread(app) {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  return async () => {
    const text = await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').catch(() => '')
    return Number.parseInt(text, 10) / 1e6
  }
}

/** @typedef {{ perSecond: number, longest: number, cpu: number }} Frames */

/**
 * Frames a second and the longest frame while something goes on, and what it took of the main thread.
 * @param {App} app @param {Page} page @param {() => Promise<void>} action
 * @returns {Promise<Frames>}
 */
async function frames(app, page, action) {
  const spent = await mainThread(app)
  await page.evaluate(START_WATCHING)
  const before = await spent()
  await action()
  const cpu = (await spent()) - before
  /** @type {number[]} */
  const times = await page.evaluate(STOP_WATCHING)
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  return { perSecond: (1000 * gaps.length) / total, longest: Math.max(...gaps), cpu }
}

/**
 * Opens a file by its command and gives the milliseconds until it is drawn.
 * @param {App} app @param {Page} page @param {string} file @param {number} nodes @param {number} edges
 */
async function open(app, page, file, nodes, edges) {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
  await page.evaluate(`void (window.shown = ${timeToShow(nodes, edges)})`)
  await page.keyboard.press('Control+O')
  return /** @type {Promise<number>} */ (page.evaluate('window.shown'))
}

/** @param {(app: App, page: Page) => Promise<void>} use */
async function withWindow(use) {
  const userData = await mkdtemp(join(tmpdir(), 'gradscope-bench-'))
  await useElectronInPlaywright()
  const app = await electron.launch({
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

const moves = 120

/** @param {Page} page @param {number} index */
async function middleOf(page, index) {
  const box = await page.locator('.react-flow__node').nth(index).boundingBox()
  if (!box) throw new Error('no node is on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** @param {Page} page @param {{ x: number, y: number }} from */
async function drag(page, { x, y }) {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let i = 1; i <= moves; i++) await page.mouse.move(x + i, y + 40 * Math.sin(i / 10))
  await page.mouse.up()
}

/** @param {Page} page */
async function pan(page) {
  for (let i = 0; i < moves; i++) {
    await page.mouse.wheel(i < moves / 2 ? 8 : -8, i % 2 === 0 ? 4 : -4)
  }
}

/** Zooms in at the pointer. @param {Page} page @param {number} steps of the wheel */
async function zoom(page, steps) {
  await page.keyboard.down('Control')
  for (let i = 0; i < steps; i++) await page.mouse.wheel(0, -100)
  await page.keyboard.up('Control')
  await page.waitForTimeout(800)
}

/**
 * One window's figures by what was done.
 * @param {string} medium @param {string} large @param {Map<string, Frames[]>} found
 * @param {number[]} openings
 */
async function round(medium, large, found, openings) {
  await withWindow(async (app, page) => {
    const record = async (
      /** @type {string} */ name,
      /** @type {() => Promise<void>} */ action,
    ) => {
      const list = found.get(name) ?? []
      found.set(name, [...list, await frames(app, page, action)])
    }
    await open(app, page, medium, 500, 700)
    await page.waitForTimeout(1500)
    const grip = await middleOf(page, 212)
    await record('500 nodes, dragging one', () => drag(page, grip))
    await page.keyboard.press('Control+Z')
    await page.mouse.move(grip.x, grip.y)
    await record('500 nodes, panning', () => pan(page))
    await page.keyboard.press('Escape')
    for (let i = 200; i < 250; i++) {
      const { x, y } = await middleOf(page, i)
      await page.keyboard.down('Control')
      await page.mouse.click(x, y)
      await page.keyboard.up('Control')
    }
    const selected = await page.locator('.react-flow__node.selected').count()
    if (selected !== 50) throw new Error(`${selected} nodes are selected, not 50`)
    await record('500 nodes, dragging 50', async () => drag(page, await middleOf(page, 212)))
    await page.keyboard.press('Control+Z')

    const near = await middleOf(page, 212)
    await page.mouse.move(near.x, near.y)
    await zoom(page, 18)
    await record('500 nodes, close up, panning', () => pan(page))
    await page.keyboard.press('Escape')
    await record('500 nodes, close up, dragging', async () => drag(page, await middleOf(page, 212)))
    // Back to what is in the file, so that opening another asks nothing.
    await page.keyboard.press('Control+Z')
  })
  await withWindow(async (app, page) => {
    openings.push(await open(app, page, large, 1000, 1400))
    await page.waitForTimeout(2000)
    const list = found.get('1,000 nodes, layout') ?? []
    const layout = await frames(app, page, async () => {
      await page.keyboard.press('Control+Shift+L')
      await page.waitForTimeout(6000)
    })
    found.set('1,000 nodes, layout', [...list, layout])
  })
}

/** @param {Frames[]} list */
function best(list) {
  const { perSecond, longest } = list.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
  const cpu = Math.min(...list.map(each => each.cpu))
  const perMove = Number.isNaN(cpu)
    ? ''
    : `, ${(cpu / moves).toFixed(1)} ms of the main thread a move`
  return { frames: `${perSecond.toFixed(0)} frames/s, longest ${longest.toFixed(0)} ms`, perMove }
}

/** @param {number} rounds */
async function measure(rounds) {
  const folder = await mkdtemp(join(tmpdir(), 'gradscope-graphs-'))
  try {
    const medium = join(folder, 'medium.gradscope')
    const large = join(folder, 'large.gradscope')
    await writeFile(medium, JSON.stringify(largeGraph(500, 700)))
    await writeFile(large, JSON.stringify(largeGraph(1000, 1400)))
    /** @type {Map<string, Frames[]>} */
    const found = new Map()
    /** @type {number[]} */
    const openings = []
    for (let i = 0; i < rounds; i++) await round(medium, large, found, openings)
    for (const [name, list] of found) {
      const { frames: text, perMove } = best(list)
      say(`${name.padEnd(30)} ${text}${name.includes('layout') ? '' : perMove}`)
    }
    say(`${'1,000 nodes, opening the file'.padEnd(30)} ${Math.min(...openings).toFixed(0)} ms`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

try {
  if (!hasDisplay()) throw new Error('This needs a display; try: xvfb-run -a npm run bench:editor')
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '1' } } })
  await ensureBuilt()
  await measure(Number(values.rounds))
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
