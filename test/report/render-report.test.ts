// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ClassificationDetail } from '../../src/engine/diagnosis/evaluation/detail'
import type { GraphDocument } from '../../src/engine/document/schema'
import { renderReport } from '../../src/report/render-report'
import type { ReportData } from '../../src/report/report-data'
import { useTinyMnist } from '../support/datasets'
import { mnistDocument } from '../support/documents'
import { reportData } from './report-fixture'

const datasets = useTinyMnist()
const hangul = /\p{Script=Hangul}/u
const attack = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;`

let data: ReportData
beforeAll(async () => {
  data = await reportData(mnistDocument([6], { batchSize: 8, epochs: 3 }), datasets)
})

function parsed(page: string): Document {
  return new DOMParser().parseFromString(page, 'text/html')
}

/** Every node and the graph itself called like that. */
function named(document: GraphDocument, name: string): GraphDocument {
  return { ...document, name, nodes: document.nodes.map(node => ({ ...node, label: name })) }
}

function text(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

describe('a report', () => {
  it('is one page that loads nothing and runs nothing', () => {
    const page = renderReport(data, 'en')
    const { documentElement: root } = parsed(page)
    expect(root.querySelectorAll('script, link, iframe, object, embed')).toHaveLength(0)
    for (const image of root.querySelectorAll('img')) {
      expect(image.getAttribute('src')).toMatch(/^data:image\/bmp;base64,/)
    }
    expect(page).not.toMatch(/https?:\/\/|@import|url\((?!#)/)
    const policy = root.querySelector('meta[http-equiv="Content-Security-Policy"]')
    expect(policy?.getAttribute('content')).toContain("default-src 'none'")
  })

  it('has everything of the run: seed, hash, figures, graph, curves, gradients, tensors', () => {
    const { body } = parsed(renderReport(data, 'en'))
    const content = text(body)
    expect(content).toContain(data.run.weightsHash!)
    expect(content).toContain('finished, step 15 of 15, epoch 3')
    expect(content).toContain('Gradscope 1.2.3')
    expect(body.querySelectorAll('.graph .node')).toHaveLength(data.document.nodes.length)
    expect(body.querySelectorAll('.graph .edge')).toHaveLength(data.document.edges.length)
    const titles = [...body.querySelectorAll('h2')].map(text)
    expect(titles).toEqual([
      'Summary',
      'Network',
      'Curves',
      'Findings',
      'Gradients',
      'Evaluation',
      'Tensors at the last step',
      'Configuration',
    ])
    for (const chart of body.querySelectorAll('svg')) {
      expect(chart.getAttribute('aria-label')).toBeTruthy()
    }
    const drawn = [...body.querySelectorAll('path')].map(path => path.getAttribute('d'))
    expect(drawn.filter(d => d?.includes('NaN') || d?.includes('Infinity'))).toEqual([])
  })

  it('has the counts of the confusion matrix, a bare cell for none', () => {
    const { body } = parsed(renderReport(data, 'en'))
    const detail = data.parts.test!.detail as ClassificationDetail
    const [, test] = body.querySelectorAll('.matrix')
    const cells = [...test!.querySelectorAll('tbody td')].map(text)
    expect(cells).toEqual([...detail.matrix].map(count => (count === 0 ? '·' : String(count))))
    expect(test!.querySelectorAll('.bare')).toHaveLength(
      detail.matrix.filter(count => count === 0).length,
    )
  })

  it('is the same page for the same data', () => {
    expect(renderReport(data, 'ko')).toBe(renderReport(data, 'ko'))
  })

  it('is in Korean where that is asked for', () => {
    const root = parsed(renderReport(data, 'ko')).documentElement
    expect(root.lang).toBe('ko')
    for (const heading of root.querySelectorAll('h2, h3, h4, caption, figcaption b, dt')) {
      expect(text(heading)).toMatch(hangul)
    }
  })

  it('shows hostile names as they are written', () => {
    const hostile = { ...data, document: named(data.document, attack) }
    const root = parsed(renderReport(hostile, 'en')).documentElement
    expect(text(root.querySelector('h1'))).toBe(attack)
    expect(root.querySelectorAll('script')).toHaveLength(0)
    expect(root.querySelectorAll('[onerror], img[src="x"]')).toHaveLength(0)
    expect([...root.querySelectorAll('tbody th')].some(cell => text(cell) === attack)).toBe(true)
  })

  it('keeps its elements whatever a name holds', () => {
    const count = (page: string) => parsed(page).querySelectorAll('*').length
    const elements = count(renderReport({ ...data, document: named(data.document, 'x') }, 'en'))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), name => {
        // A name of spaces alone is not shown; the id stands in its place.
        fc.pre(name.trim() !== '')
        const page = renderReport({ ...data, document: named(data.document, name) }, 'en')
        expect(count(page)).toBe(elements)
      }),
      { numRuns: 10 },
    )
  })

  it('says nothing of the weights of a divergence, and marks what is not finite', async () => {
    const document = mnistDocument([6], {
      batchSize: 8,
      epochs: 3,
      optimizer: { kind: 'sgd', learningRate: 1e12 },
    })
    const diverged = await reportData(document, datasets)
    expect(diverged.run.state).toBe('diverged')
    const { body } = parsed(renderReport(diverged, 'en'))
    expect(text(body)).toContain('The weights of a run that diverged are not evaluated.')
    expect(text(body)).toContain(diverged.run.reason)
    expect(body.querySelectorAll('.matrix')).toHaveLength(0)
    expect(body.querySelectorAll('path[d*="NaN"], path[d*="Infinity"]')).toHaveLength(0)
  })

  it('stands without an evaluation, histograms or a single step', () => {
    const { layout } = data
    const none = { ...data, parts: {}, evaluations: [], histograms: null }
    expect(text(parsed(renderReport(none, 'en')).body)).not.toContain('Confusion')
    const history = { ...data.history, count: 0, columns: data.history.columns, layout }
    const page = renderReport({ ...none, history: { ...history, frames: 0 } }, 'en')
    expect(text(parsed(page).body)).toContain('No step was trained.')
  })
})
