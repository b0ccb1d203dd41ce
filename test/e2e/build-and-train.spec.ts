import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { answerFileDialogs, connect, dragNode, readGraph, setField } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp
let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-files-'))
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a network drawn from nothing learns MNIST, is saved, and opens again as it was', async () => {
  test.setTimeout(240_000)
  const { app, page, errors } = launched
  await page.getByTestId('start-new').click()
  await expect(page.getByTestId('canvas-empty')).toBeVisible()

  await dragNode(page, 'data', 90, 90)
  await dragNode(page, 'dense', 290, 90)
  await dragNode(page, 'activation', 490, 90)
  await dragNode(page, 'dense', 290, 250)
  await dragNode(page, 'loss', 490, 250)
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  await expect(page.getByTestId('train')).toBeDisabled()

  await connect(page, 'data1', 'dense1')
  await connect(page, 'dense1', 'relu1')
  await connect(page, 'relu1', 'dense2')
  await connect(page, 'dense2', 'loss1')
  await expect(page.locator('.react-flow__edge')).toHaveCount(4)
  await setField(page, 'dense1', 'units', '48')
  // 64 outputs do not fit 10 classes: said at the loss until the units are right.
  await expect(page.getByTestId('node-loss1').getByTestId('node-problem')).toBeVisible()
  await setField(page, 'dense2', 'units', '10')
  await expect(page.getByTestId('node-problem')).toHaveCount(0)
  await expect(page.getByTestId('edge-shape').first()).toHaveText('64×784')
  await expect(page.getByTestId('edge-shape').filter({ hasText: '64×48' })).toHaveCount(2)

  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 320 } })
  await page.getByTestId('attr-epochs').fill('2')
  await page.getByTestId('attr-epochs').press('Enter')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 180_000 })
  const accuracy = await page.getByTestId('test-accuracy').textContent()
  expect(Number.parseFloat(accuracy?.replace(/^[^\d]*/, '') ?? '')).toBeGreaterThanOrEqual(90)
  // Two layers have parameters, so the heatmap has two rows.
  await expect(page.getByTestId('heatmap').locator('.chart-row')).toHaveText(['dense1', 'dense2'])

  const path = join(folder, 'drawn.gradscope')
  await answerFileDialogs(app, path)
  await expect(page.getByTestId('dirty')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  await expect(page.getByTestId('document-name')).toHaveText('drawn')
  const saved = await readGraph(path)
  expect(saved.nodes.map(({ id }) => id)).toEqual(['data1', 'dense1', 'relu1', 'dense2', 'loss1'])
  expect(saved.edges.map(({ from, to }) => `${from.node}→${to.node}`)).toEqual([
    'data1→dense1',
    'dense1→relu1',
    'relu1→dense2',
    'dense2→loss1',
  ])

  await page.keyboard.press('Control+n')
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
  await page.keyboard.press('Control+o')
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  const copy = join(folder, 'copy.gradscope')
  await answerFileDialogs(app, copy)
  await page.keyboard.press('Control+Shift+s')
  await expect(page.getByTestId('document-name')).toHaveText('copy')
  const again = await readGraph(copy)
  expect({ ...again, name: '' }).toEqual({ ...saved, name: '' })
  expect(errors).toEqual([])
})
