import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { allowData } from '../../../src/engine/node/own/access'
import { InspectionRequests } from '../../../src/engine/node/requests/inspection'
import type { EngineEvent } from '../../../src/engine/protocol'
import { useTemporaryDirectory } from '../../main/files/temporary-directory'
import { shippedDatasets } from '../../support/datasets'

const directory = useTemporaryDirectory()
afterEach(() => allowData('any'))

function setUp() {
  const events: EngineEvent[] = []
  const requests = new InspectionRequests({
    datasetsDirectory: shippedDatasets,
    runtimes: null,
    post: event => events.push(event),
    now: () => performance.now(),
    yieldToMessages: () => Promise.resolve(),
  })
  const inspect = (inspectionId: number, attrs: Record<string, string | number>) =>
    requests.inspect({ type: 'inspectData', inspectionId, attrs, seed: 1 })
  const results = () =>
    events.flatMap(event =>
      event.type === 'inspected' ? [[event.inspectionId, event.result]] : [],
    )
  return { requests, events, inspect, results }
}

function longTable(): string {
  const path = join(directory.path, 'long.csv')
  const rows = Array.from({ length: 150_000 }, (_, i) => `${i},${i % 7},${i % 3}`)
  writeFileSync(path, `a,b,y\n${rows.join('\n')}\n`)
  return path
}

describe('looking at data', () => {
  it.each(['iris', 'diabetes', 'spiral', 'mnist'])('shows what is in %s', async dataset => {
    const { inspect, results } = setUp()
    await inspect(1, { dataset, noise: 0.1, size: 200 })
    const [[, result]] = results() as [[number, { ok: true; inspection: never }]]
    expect(result).toMatchObject({ ok: true, inspection: { measured: null } })
    const { preview } = result.inspection as { preview: Record<string, unknown[] | null> }
    if (dataset === 'mnist') expect(preview.images).toHaveLength(120)
    else expect(preview.rows![0]).toHaveLength(preview.columns!.length)
    if (dataset === 'iris') expect(preview.classCounts).toEqual([50, 50, 50])
    if (dataset === 'diabetes') expect(preview.classCounts).toBeNull()
  })

  it('shows the first rows before the rest is read', async () => {
    const { inspect, events } = setUp()
    await inspect(1, { dataset: 'ownTable', path: longTable() })
    const [first] = events
    expect(first).toMatchObject({
      type: 'inspecting',
      sample: { form: { delimiter: 'comma', header: 'names' } },
    })
    expect(events.at(-1)).toMatchObject({
      type: 'inspected',
      result: { ok: true, inspection: { measured: { rows: 150_000, inputs: 2, outputs: 3 } } },
    })
  })

  it('gives up for a newer request, and when it is not wanted any more', async () => {
    const { requests, inspect, results } = setUp()
    const path = longTable()
    const first = inspect(1, { dataset: 'ownTable', path })
    const second = inspect(2, { dataset: 'ownTable', path })
    await Promise.all([first, second])
    expect(results().map(([id]) => id)).toEqual([2])
    const third = inspect(3, { dataset: 'ownTable', path })
    requests.cancel(3)
    await third
    expect(results().map(([id]) => id)).toEqual([2])
  })

  it('reads only what is allowed', async () => {
    const { inspect, results } = setUp()
    const path = longTable()
    allowData([join(directory.path, 'other.csv')])
    await inspect(1, { dataset: 'ownTable', path })
    expect(results()[0]![1]).toMatchObject({ ok: false, remedy: 'Locate the file once.' })
    allowData([directory.path])
    await inspect(2, { dataset: 'ownTable', path })
    expect(results()[1]![1]).toMatchObject({ ok: true })
  })
})
