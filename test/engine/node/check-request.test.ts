import { describe, expect, it } from 'vitest'
import { documentOf } from '../../support/documents'
import { EngineClient } from '../../support/engine-client'
import { document, hashOf, runId, useTinyRuns } from '../../support/tiny-runs'

const { datasets, opened, running } = useTinyRuns()

describe('a gradient check', () => {
  const check = { type: 'check', checkId: 7, document } as const

  it('answers with what it found at initial weights, and after training where asked', async () => {
    const client = new EngineClient(datasets)
    await client.send(check)
    expect(client.of('checked')).toEqual([
      {
        type: 'checked',
        checkId: 7,
        result: expect.objectContaining({ ok: true, trained: null, passed: true }),
      },
    ])
    await client.send({ ...check, checkId: 8, steps: 3 })
    const { checkId, result } = client.of('checked')[1]!
    expect(checkId).toBe(8)
    expect(result).toMatchObject({ ok: true, trained: { steps: 3, passed: true }, passed: true })
    const names = ['dense1.W', 'dense1.b', 'dense2.W', 'dense2.b']
    expect(result.ok && result.initial.tensors.map(({ name }) => name)).toEqual(names)
  })

  it('leaves the run as it is: training goes on, and ends with the same weights', async () => {
    const alone = await running()
    await alone.turnUntilIdle()
    const client = await running()
    const checked = client.send({ ...check, steps: 4 })
    await client.turnUntilIdle()
    // The run was over before the check was.
    expect(client.plot()).toEqual(alone.plot())
    await checked
    expect(client.of('checked')).toHaveLength(1)
    expect(await hashOf(client)).toBe(await hashOf(alone))
  })

  it('lets a run be paused meanwhile', async () => {
    const client = await running()
    const checked = client.send(check)
    await client.send({ type: 'pause', runId })
    expect(client.of('state').at(-1)!.state).toBe('paused')
    expect(client.of('checked')).toEqual([])
    await checked
    expect(client.of('checked')).toHaveLength(1)
  })

  it('says why there is none, without a failure of the run', async () => {
    const client = await opened()
    await client.send({ ...check, document: documentOf([]) })
    await client.send({ ...check, document: { nonsense: true } as never })
    const results = client.of('checked').map(({ result }) => result)
    expect(results).toMatchObject([
      { ok: false, message: 'The network has no data set.' },
      { ok: false, message: expect.stringContaining('cannot be read') },
    ])
    expect(client.of('failed')).toEqual([])
  })

  it('is refused with a number of steps that is none', async () => {
    const client = new EngineClient(datasets)
    for (const steps of [0, 1.5, '3']) await client.sendAnything({ ...check, steps })
    expect(client.of('failed')).toHaveLength(3)
    expect(client.of('checked')).toEqual([])
  })
})
