#!/usr/bin/env node
// Measures the workloads of `gradscope bench` here and in PyTorch, in turns, and prints the ratios.
import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs, promisify } from 'node:util'
import { ensureBuilt } from './ensure-built.mjs'
import { messageOf, projectRoot, say } from './lib/project.mjs'

const THREADS = 2
// At most this share of PyTorch's time, with telemetry at every step.
const TARGETS = {
  'mnist4x100-sgd': 0.6,
  'mnist4x100-adam': 0.6,
  'mnist4x100-bn-drop': 0.4,
  'deep-sigmoid-20x16': 0.1,
  'wide-2x1024': 0.8,
  'tiny-playground': 0.05,
}

/** @param {string} python */
async function startPyTorch(python) {
  const script = join(projectRoot, 'scripts', 'compare-pytorch.py')
  const child = spawn(python, [script, String(THREADS)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', chunk => {
    errors += chunk
  })
  child.on('error', error => {
    errors += error.message
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${python} cannot run PyTorch:\n${errors.trim()}`)
    return String(value)
  }
  return {
    version: await nextLine(),
    /** @param {string} name */
    async measure(name) {
      child.stdin.write(`${name}\n`)
      return Number(await nextLine())
    },
    close: () => child.stdin.end(),
  }
}

/** @param {string} name @returns {Promise<{ plain: number, telemetry: number }>} */
async function measureHere(name) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(projectRoot, 'bin', 'gradscope.mjs'),
    ...['bench', '--json', '--threads', String(THREADS), '--only', name],
  ])
  return JSON.parse(stdout).msPerStep[name]
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ index) => sorted[Math.floor(index)] ?? Number.NaN
  return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2
}

/** @param {readonly (string | number)[]} cells */
function row([name, ...cells]) {
  const shown = cells.map(cell => (typeof cell === 'number' ? cell.toPrecision(3) : cell))
  say(`${String(name).padEnd(20)}${shown.map(cell => cell.padStart(11)).join('')}`)
}

try {
  const { values } = parseArgs({
    options: {
      python: { type: 'string', default: '/usr/bin/python3' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string' },
    },
  })
  await ensureBuilt()
  const torch = await startPyTorch(values.python)
  say(`ms per step, ${THREADS} threads, PyTorch ${torch.version}, Node ${process.versions.node}\n`)
  row(['', 'PyTorch', 'plain', 'telemetry', 'cost', 'ratio', 'target'])
  let missed = 0
  for (const [name, target] of Object.entries(TARGETS)) {
    if (values.only !== undefined && values.only !== name) continue
    const theirs = []
    const ours = []
    for (let round = 0; round < Number(values.rounds); round++) {
      theirs.push(await torch.measure(name))
      ours.push(await measureHere(name))
    }
    const pytorch = median(theirs)
    const plain = median(ours.map(time => time.plain))
    const telemetry = median(ours.map(time => time.telemetry))
    const cost = median(ours.map(time => time.telemetry / time.plain - 1))
    const ratio = telemetry / pytorch
    if (ratio > target) missed++
    row([name, pytorch, plain, telemetry, `${(cost * 100).toFixed(0)} %`, ratio, `≤ ${target}`])
  }
  torch.close()
  if (missed > 0) {
    say(`\n${missed} of the ratios are above their target.`)
    process.exitCode = 1
  }
} catch (error) {
  say(messageOf(error))
  process.exitCode = 1
}
