import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { decodeSafetensors } from '../../src/engine/node/safetensors'
import { readOnnx } from '../support/onnx-reader'
import { answerFileDialogs } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

const root = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
let running: LaunchedApp | undefined

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-export-'))
})

test.afterEach(async () => {
  await running?.close()
  running = undefined
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(): Promise<LaunchedApp> {
  const example = join(root, 'resources/examples/spiral.gradscope')
  const document = JSON.parse(readFileSync(example, 'utf8'))
  document.training.epochs = 3
  const path = join(folder, 'spiral.gradscope')
  await writeFile(path, JSON.stringify(document))
  running = await launch({ userData: join(folder, 'user'), args: [path] })
  await expect(running.page.getByTestId('node-dense1')).toBeVisible()
  return running
}

async function choose(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P')
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
}

test('a network is exported as it is, and with the weights it was trained to', async () => {
  const { app, page } = await start()
  const program = join(folder, 'net.py')
  const weights = join(folder, 'net.weights.safetensors')
  await answerFileDialogs(app, program)
  await choose(page, 'Export as PyTorch')
  await expect(page.getByText('Saved net.py. It draws its own weights')).toBeVisible()
  expect(readFileSync(program, 'utf8')).toContain('class Spiral(nn.Module):')
  expect(existsSync(weights)).toBe(false)

  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished')
  await choose(page, 'Export as PyTorch')
  await expect(page.getByText(/Saved net\.py with the weights of step \d+/)).toBeVisible()
  expect(readFileSync(program, 'utf8')).toContain('load_weights(model)')
  const decoded = decodeSafetensors(readFileSync(weights))
  if (!decoded.ok) throw new Error(decoded.reason)
  const [weight] = decoded.tensors
  expect(weight!.name).toBe('dense1.weight')

  await answerFileDialogs(app, join(folder, 'net.onnx'))
  await choose(page, 'Export as ONNX')
  await expect(page.getByText(/Saved net\.onnx with the weights of step \d+/)).toBeVisible()
  const W = readOnnx(readFileSync(join(folder, 'net.onnx'))).initializers.get('dense1.W')!
  // Ours is [in, out], PyTorch's [out, in].
  expect(W.shape).toEqual(weight!.shape.toReversed())
  expect(W.values[1]).toBe(weight!.values[W.shape[0]!])
})

test('a network that cannot be trained cannot be exported, and says why', async () => {
  const { page } = await start()
  await page.getByTestId('node-dense1').click()
  await page.keyboard.press('Control+Delete')
  await page.keyboard.press('Control+Shift+P')
  await page.keyboard.type('Export as Keras')
  const option = page.getByRole('option', { name: /Export as Keras/ })
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  expect(readdirSync(folder).filter(name => name.endsWith('.py'))).toEqual([])
})
