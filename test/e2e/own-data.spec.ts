import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { answerFileDialogs, dragFiles, readGraph } from './support/editor'
import { type LaunchedApp, launch } from './support/launch'

let launched: LaunchedApp
let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gradscope-data-'))
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Class `위` where 가 + 나 > 0; semicolons, decimal commas, one value missing. */
function table(): string {
  const figure = (value: number) => value.toFixed(3).replace('.', ',')
  const rows = Array.from({ length: 300 }, (_, i) => {
    const [a, b] = [Math.sin(i * 1.7), Math.cos(i * 2.3)]
    return `${i + 1};${i === 7 ? '' : figure(a)};${figure(b)};${a + b > 0 ? '위' : '아래'}`
  })
  return `번호;가;나;방향\n${rows.join('\n')}\n`
}

const dataNode = (page: Page) => page.locator('.react-flow__node[data-id="data1"]')
const toast = (page: Page, text: string) => page.getByTestId('toast').filter({ hasText: text })

async function openData(page: Page): Promise<void> {
  await dataNode(page).click({ position: { x: 40, y: 12 } })
  await page.getByTestId('open-data').click()
  await expect(page.getByTestId('data-dialog')).toBeVisible()
}

test('a table is imported, the graph follows it, trains on it, and finds it again', async () => {
  test.setTimeout(120_000)
  const { app, page, errors } = launched
  await mkdir(join(folder, 'work/data'), { recursive: true })
  const csv = join(folder, 'work/data/방향.csv')
  await writeFile(csv, table())
  await page.getByTestId('example-mnist-relu').click()
  await openData(page)
  await expect(page.getByTestId('data-images')).toBeVisible()

  await answerFileDialogs(app, csv)
  await page.getByTestId('import-ownTable').click()
  await expect(page.getByTestId('data-error')).toContainText('row 9, column "가"')
  await expect(page.getByTestId('data-take')).toHaveAttribute('aria-disabled', 'true')
  await page.getByTestId('attr-missing').click()
  await page.getByTestId('option-drop').click()
  await expect(page.getByTestId('data-dropped')).toHaveText('1 row left out')
  await page.getByTestId('use-번호').click()
  await page.getByTestId('option-ignored').click()
  await expect(page.getByTestId('data-facts')).toContainText('Inputs2')
  await expect(page.getByTestId('data-facts')).toContainText('Classes2')
  await page.getByTestId('data-take').click()

  await expect(page.getByTestId('data-dialog')).toHaveCount(0)
  await expect(dataNode(page)).toContainText('방향.csv · 299')
  await expect(page.getByTestId('edge-shape').first()).toHaveText('64×2')
  await expect(page.getByTestId('edge-shape').last()).toHaveText('64×2')
  await expect(page.getByTestId('node-problem')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByTestId('edge-shape').first()).toHaveText('64×784')
  await page.keyboard.press('ControlOrMeta+Shift+z')

  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } })
  await page.getByTestId('attr-epochs').fill('40')
  await page.getByTestId('attr-epochs').press('Enter')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished/i, { timeout: 60_000 })
  const accuracy = await page.getByTestId('test-accuracy').textContent()
  expect(Number.parseFloat(accuracy?.replace(/^[^\d]*/, '') ?? '')).toBeGreaterThanOrEqual(85)
  await page.getByRole('tab', { name: 'Evaluation' }).click()
  await expect(page.getByTestId('worst').locator('dt').first()).toHaveText('가')

  const graph = join(folder, 'work/net.gradscope')
  await answerFileDialogs(app, graph)
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByTestId('dirty')).toHaveCount(0)
  const saved = await readGraph(graph)
  const attrs = saved.nodes.find(({ id }) => id === 'data1')!.attrs
  expect(attrs).toMatchObject({ path: 'data/방향.csv', rows: 299, inputs: 2, outputs: 2 })

  await rename(join(folder, 'work'), join(folder, 'moved'))
  await answerFileDialogs(app, join(folder, 'moved/net.gradscope'))
  await page.keyboard.press('ControlOrMeta+o')
  await expect(page.getByTestId('run-state')).not.toHaveText(/finished/i)
  await openData(page)
  await expect(page.getByTestId('data-facts')).toContainText('Inputs2')
  await page.keyboard.press('Escape')
  expect(errors).toEqual([])
})

test('a file that is gone is asked for, and taken from where it is now', async () => {
  test.setTimeout(60_000)
  const { app, page, errors } = launched
  const elsewhere = join(folder, 'elsewhere.csv')
  await rename(join(folder, 'moved/data/방향.csv'), elsewhere)
  await page.getByTestId('train').click()
  await expect(toast(page, 'is not there any more')).toBeVisible()
  await toast(page, 'is not there any more').getByLabel('Dismiss').click()
  await openData(page)
  await expect(page.getByTestId('data-error')).toContainText(
    '"방향.csv": it is not there any more.',
  )
  await answerFileDialogs(app, elsewhere)
  await page.getByTestId('data-locate').click()
  await expect(page.getByTestId('data-facts')).toContainText('Inputs2')
  await page.getByTestId('data-take').click()
  await expect(dataNode(page)).toContainText('elsewhere.csv')
  await page.getByTestId('train').click()
  await expect(page.getByTestId('run-state')).toHaveText(/finished|training/i, { timeout: 30_000 })
  expect(errors).toEqual([])
})

test('data that is dropped on the window is shown to be taken, and other files are refused', async () => {
  const { page, errors } = launched
  const drop = async (...paths: string[]) => (await dragFiles(page, paths)).drop()
  const csv = join(folder, 'flowers.csv')
  await writeFile(csv, `a,b,kind\n${'1,2,x\n3,5,y\n'.repeat(20)}`)
  await drop(csv)
  await expect(page.getByTestId('data-file')).toHaveText('flowers.csv')
  await expect(page.getByTestId('data-facts')).toContainText('Classes2')
  await mkdir(join(folder, 'pictures'))
  await drop(join(folder, 'pictures'))
  await expect(page.getByTestId('data-error')).toContainText('one for each class')
  const mnist = (name: string) => resolve(`resources/datasets/mnist-test-${name}-ubyte.gz`)
  await drop(mnist('labels.idx1'), mnist('images.idx3'))
  await expect(page.getByTestId('data-facts')).toContainText('Inputs784')
  await page.getByTestId('data-take').click()
  await expect(dataNode(page)).toContainText('mnist-test-images')

  const pdf = join(folder, 'paper.pdf')
  await writeFile(pdf, '%PDF-1.7')
  await drop(pdf)
  await expect(toast(page, '“paper.pdf” cannot be opened')).toBeVisible()
  await drop(pdf, csv)
  await expect(toast(page, 'These files do not open together')).toBeVisible()
  await expect(page.getByTestId('data-dialog')).toHaveCount(0)
  expect(errors).toEqual([])
})

test('the window cannot have a file read that the user did not choose', async () => {
  const { page } = launched
  const secret = join(folder, 'secret.csv')
  await writeFile(secret, 'a,b\n1,2\n3,4\n')
  const answer = await page.evaluate(async path => {
    const port = await new Promise<MessagePort>(resolve => {
      window.addEventListener(
        'message',
        event => {
          const [received] = event.ports
          if (received) resolve(received)
        },
        { once: true },
      )
      void window.gradscope.request('engine.connect', undefined)
    })
    port.postMessage({ type: 'allowData', paths: [path] })
    port.postMessage({
      type: 'inspectData',
      inspectionId: 1,
      attrs: { dataset: 'ownTable', path },
      seed: 1,
    })
    return new Promise<string>(resolve => {
      port.onmessage = ({ data }) => {
        if (data.type === 'inspected') resolve(JSON.stringify(data.result))
      }
      port.start()
    })
  }, secret)
  expect(answer).toContain('was not chosen')
})
