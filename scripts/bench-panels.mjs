#!/usr/bin/env node
// How quick the panels are, and what a long run costs: redraws of a heatmap of 100 layers and 5,000
// steps while it is trained, zoomed and scrubbed; memory and pauses of the window over 100,000 steps.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from '@playwright/test'
import { useElectronInPlaywright } from './electron-runtime.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { hasDisplay } from './lib/display.mjs'
import { isRoot, messageOf, projectRoot, say } from './lib/project.mjs'

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').ElectronApplication} App */

/**
 * A chain of layers of tanh on XOR.
 * @param {number} layers @param {number} units @param {number} batchSize @param {number} epochs
 */
function chain(layers, units, batchSize, epochs) {
  const data = { dataset: 'xor', size: 500, validationFraction: 0.2 }
  /** @type {{ id: string, kind: string, attrs: Record<string, unknown> }[]} */
  const list = [{ id: 'data1', kind: 'data', attrs: data }]
  for (let i = 1; i <= layers; i++) {
    list.push({ id: `dense${i}`, kind: 'dense', attrs: { units, init: 'xavier' } })
    list.push({ id: `tanh${i}`, kind: 'activation', attrs: { function: 'tanh' } })
  }
  list.push({ id: 'out', kind: 'dense', attrs: { units: 2, init: 'xavier' } })
  list.push({ id: 'loss1', kind: 'loss', attrs: {} })
  const optimizer = { kind: 'sgd', learningRate: 0.01 }
  return {
    format: 'gradscope',
    version: 1,
    name: `${layers} layers`,
    nodes: list.map(({ id, kind, attrs }, i) => ({
      id,
      kind,
      position: { x: (i % 16) * 220, y: Math.floor(i / 16) * 120 },
      attrs,
    })),
    edges: list.slice(1).map(({ id }, i) => ({
      from: { node: list[i]?.id, port: 'y' },
      to: { node: id, port: 'x' },
    })),
    training: { optimizer, regularization: { l1: 0, l2: 0 }, batchSize, epochs, seed: 1 },
  }
}

// Run in the window, so as text: this file is checked without the types of a browser.

/** Measures every frame in which the panels are drawn anew: they are all drawn in one callback. */
const WATCH = `
  window.redraws = []
  window.gaps = []
  const later = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = callback => later(now => {
    const start = performance.now()
    callback(now)
    const drawn = performance.now() - start
    if (drawn > 0.4) window.redraws.push(drawn)
  })
  let last
  const tick = now => {
    if (last !== undefined) window.gaps.push(now - last)
    last = now
    later(tick)
  }
  later(tick)`
/** Moves the pointer over the heatmap and measures each redraw until it is laid out. */
const SCRUB = `(async () => {
  const chart = document.querySelector('[data-testid=heatmap]')
  const { left, top, width } = chart.getBoundingClientRect()
  const times = []
  for (let i = 0; i < 150; i++) {
    await new Promise(done => setTimeout(() => requestAnimationFrame(done)))
    const place = { clientX: left + 120 + ((i * 37) % (width - 160)), clientY: top + 70, bubbles: true }
    const start = performance.now()
    chart.dispatchEvent(new PointerEvent('pointermove', place))
    document.body.getBoundingClientRect()
    times.push(performance.now() - start)
  }
  chart.dispatchEvent(new PointerEvent('pointerleave'))
  return times
})()`

/** @param {number[]} times */
function summary(times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ q) =>
    (sorted[Math.floor((sorted.length - 1) * q)] ?? 0).toFixed(1)
  return `median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} ms (${times.length})`
}

/** @param {App} app */
async function memory(app) {
  const metrics = await app.evaluate(({ app: main }) => main.getAppMetrics())
  const size = (/** @type {string} */ type) =>
    metrics
      .filter(each => each.type === type)
      .reduce((sum, each) => sum + each.memory.workingSetSize / 1024, 0)
      .toFixed(0)
  return { window: size('Tab'), engine: size('Utility') }
}

/** @param {object} graph @param {(app: App, page: Page) => Promise<void>} use */
async function withGraph(graph, use) {
  const folder = await mkdtemp(join(tmpdir(), 'gradscope-bench-'))
  const file = join(folder, 'network.gradscope')
  await writeFile(file, JSON.stringify(graph))
  await useElectronInPlaywright()
  const app = await electron.launch({
    args: [projectRoot, `--user-data-dir=${join(folder, 'user')}`, file],
    chromiumSandbox: !isRoot(),
  })
  try {
    const page = await app.firstWindow()
    await page.getByTestId('node-loss1').waitFor({ state: 'attached' })
    await page.waitForTimeout(1000)
    await use(app, page)
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Looks at the window until something holds; its own waiting would need eval, which it forbids.
 * @param {Page} page @param {string} condition
 */
async function until(page, condition) {
  while (!(await page.evaluate(condition))) await page.waitForTimeout(100)
}

const done = `/finished/i.test(document.querySelector('[data-testid=run-state]')?.textContent ?? '')`
const stepShown = `Number(document.querySelector('[data-testid=step-shown]')?.textContent.replace(/[^0-9]/g, ''))`

async function heatmap() {
  await withGraph(chain(100, 24, 32, 400), async (_, page) => {
    await page.getByTestId('train').click()
    await until(page, `${stepShown} >= 2500`)
    await page.evaluate(WATCH)
    await until(page, done)
    /** @type {number[]} */
    const live = await page.evaluate('window.redraws')
    say(`100 layers, 2,500 to 5,000 steps, training  ${summary(live)}`)
    await page.evaluate(SCRUB)
    say(`100 layers, 5,000 steps, scrubbing          ${summary(await page.evaluate(SCRUB))}`)
    const box = await page.getByTestId('heatmap').boundingBox()
    if (!box) throw new Error('the heatmap is not in sight')
    await page.mouse.move(box.x + box.width / 2, box.y + 80)
    await page.mouse.wheel(0, -600)
    await page.getByTestId('step-whole').waitFor()
    say(`100 layers, zoomed, scrubbing               ${summary(await page.evaluate(SCRUB))}`)
  })
}

/** @param {string} name @param {object} graph */
async function longRun(name, graph) {
  await withGraph(graph, async (app, page) => {
    const before = await memory(app)
    await page.evaluate(WATCH)
    const start = performance.now()
    await page.getByTestId('train').click()
    await until(page, done)
    const seconds = (performance.now() - start) / 1000
    const { window, engine } = await memory(app)
    /** @type {number[]} */
    const gaps = await page.evaluate('window.gaps')
    say(
      `${name}: ${seconds.toFixed(0)} s, window ${before.window} → ${window} MB, engine ${engine} MB`,
    )
    say(`  between frames ${summary(gaps)}`)
    say(`  ${await page.getByTestId('step-shown').getAttribute('title')}`)
  })
}

try {
  if (!hasDisplay()) throw new Error('This needs a display; try: xvfb-run -a npm run bench:panels')
  await ensureBuilt()
  const only = process.argv[2]
  if (only !== 'long') await heatmap()
  if (only !== 'heatmap') {
    // 400 examples in batches of 16 are 25 steps an epoch.
    await longRun('2-4-2, 100,000 steps', chain(1, 4, 16, 4000))
    await longRun('20 layers, 20,000 steps', chain(20, 16, 16, 800))
  }
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
