import { readFile } from 'node:fs/promises'
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'
import type { GraphDocument } from '../../../src/engine/document/schema'

/** Drags a kind from the palette so that its node appears around a point of the canvas. */
export async function dragNode(page: Page, kind: string, x: number, y: number): Promise<void> {
  await page
    .getByTestId(`palette-${kind}`)
    .dragTo(page.getByRole('region', { name: 'Network graph' }), { targetPosition: { x, y } })
}

function node(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`)
}

/** Draws an edge with the mouse, from the output of one node to the input of another. */
export async function connect(page: Page, from: string, to: string): Promise<void> {
  const source = await centre(node(page, from).locator('.react-flow__handle.source'))
  const target = await centre(node(page, to).locator('.react-flow__handle.target'))
  await page.mouse.move(source.x, source.y)
  await page.mouse.down()
  await page.mouse.move((source.x + target.x) / 2, (source.y + target.y) / 2, { steps: 4 })
  await page.mouse.move(target.x, target.y, { steps: 4 })
  await page.mouse.up()
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('the element is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Selects a node and types a value into a field of the inspector. */
export async function setField(page: Page, id: string, attr: string, value: string): Promise<void> {
  await node(page, id).click({ position: { x: 40, y: 12 } })
  const field = page.getByTestId(`attr-${attr}`)
  await field.fill(value)
  await field.press('Enter')
  await expect(field).toHaveValue(value)
}

/** Answers the next native dialogs to open or save with a path. */
export async function answerFileDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
}

/** Drags files or folders of the disk over the middle of the window, as the system does. */
export async function dragFiles(page: Page, paths: readonly string[]) {
  const session = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
  await send('dragEnter')
  await send('dragOver')
  return {
    async drop(): Promise<void> {
      await send('drop')
      await session.detach()
    },
  }
}

/** Ids and pids of the processes that run the engine. */
export function engineProcesses(app: ElectronApplication): Promise<number[]> {
  return app.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter(({ type, name }) => type === 'Utility' && name === 'Gradscope Engine')
      .map(({ pid }) => pid),
  )
}

export async function readGraph(path: string): Promise<GraphDocument> {
  return JSON.parse(await readFile(path, 'utf8')) as GraphDocument
}
