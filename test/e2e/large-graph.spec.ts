import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { mnistDocument } from '../support/documents'
import { type LaunchedApp, launch } from './support/launch'

let folder: string
let launched: LaunchedApp

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-large-'))
  const file = join(folder, 'large.gradscope')
  const document = mnistDocument(Array.from({ length: 99 }, () => 16))
  const nodes = document.nodes.map((node, i) => ({
    ...node,
    position: { x: (i % 20) * 240, y: Math.floor(i / 20) * 160 },
  }))
  await writeFile(file, JSON.stringify({ ...document, nodes }))
  launched = await launch({ args: [file] })
})

test.afterAll(async () => {
  await launched?.close()
  await rm(folder, { recursive: true, force: true })
})

async function middleOf(page: Page, id: string) {
  const box = (await page.getByTestId(`node-${id}`).boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('a graph too large to read keeps its edges, is selected and moved, and is read from near', async () => {
  const { page, errors } = launched
  await expect(page.locator('.react-flow__node')).toHaveCount(201)
  await expect(page.locator('.react-flow__edge-path')).toHaveCount(200)
  await expect(page.locator('.node[data-plain]')).toHaveCount(201)
  await expect(page.locator('.node-name, .edge-shape, .react-flow__handle')).toHaveCount(0)

  const relu = page.getByTestId('node-relu55')
  const edge = page.getByTestId('rf__edge-relu55.y>dense56.x').locator('.react-flow__edge-path')
  const before = await edge.getAttribute('d')
  const at = await middleOf(page, 'relu55')
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 4, at.y + 30, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: Move relu55')
  await expect(relu).toHaveAttribute('data-selected', 'true')
  expect(await edge.getAttribute('d')).not.toBe(before)
  await page.keyboard.press('Control+z')
  await expect(edge).toHaveAttribute('d', before!)

  // What is looked for comes near enough to be read; `.` shows all of it again.
  await page.keyboard.press('Control+p')
  await page.keyboard.type('dense40')
  await page.keyboard.press('Enter')
  const found = page.getByTestId('node-dense40')
  await expect(found.locator('.node-name')).toBeVisible()
  await expect(found).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('.')
  await expect(page.locator('.node[data-plain]')).toHaveCount(201)

  const near = await middleOf(page, 'relu55')
  await page.mouse.move(near.x, near.y)
  await page.keyboard.down('Control')
  await expect(async () => {
    await page.mouse.wheel(0, -120)
    await expect(relu.locator('.node-name')).toBeVisible({ timeout: 100 })
  }).toPass()
  await page.keyboard.up('Control')
  await expect(relu.locator('.react-flow__handle')).toHaveCount(2)
  await expect(page.locator('.edge-shape').first()).toBeVisible()
  expect(await edge.getAttribute('d')).toBe(before)
  expect(errors).toEqual([])
})
