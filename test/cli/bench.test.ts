import { describe, expect, it } from 'vitest'
import type { BenchReport } from '../../src/cli/commands/bench'
import { workloadGraph, workloads } from '../../src/engine/node/bench/workloads'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'

describe('gradscope bench', { timeout: 60_000 }, () => {
  const worker = useBuiltWorker()
  const measure = (args: readonly string[]) =>
    runWith(['bench', ...args], {
      workerPath: worker.path,
      now: () => performance.now(),
      bench: { repeatMs: 1, repeats: 5 },
    })

  it('reports milliseconds per step of every workload, without and with telemetry', async () => {
    const { status, out, error } = await measure(['--json', '--threads', '2'])
    expect(error).toBe('')
    expect(status).toBe(0)
    const report = JSON.parse(out) as BenchReport
    expect(report).toMatchObject({
      threads: 2,
      relaxedSimd: expect.any(Boolean),
      node: process.versions.node,
      cpu: expect.any(String),
    })
    expect(Object.keys(report.msPerStep)).toEqual(workloads.map(({ name }) => name))
    for (const { plain, telemetry } of Object.values(report.msPerStep)) {
      expect(plain).toBeGreaterThan(0)
      expect(telemetry).toBeGreaterThan(0)
    }
  })

  it('measures one workload alone and prints a table', async () => {
    const { status, out } = await measure(['--only', 'tiny-playground', '--threads', '1'])
    expect(status).toBe(0)
    expect(out).toMatch(
      /^ms per step +plain +telemetry +cost\ntiny-playground +\S+ +\S+ +-?\d+ %\n/,
    )
    expect(out).toContain('1 thread,')
  })

  it('names the workloads when asked for one that does not exist', async () => {
    const { status, out, error } = await measure(['--only', 'huge'])
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(error).toContain('there is no workload of that name')
    expect(error).toContain('wide-2x1024')
  })
})

describe('the workloads', () => {
  it('have the layers that their names promise', () => {
    const kinds = (name: string) =>
      workloadGraph(workloads.find(workload => workload.name === name)!).nodes.map(
        node => node.kind,
      )
    expect(kinds('tiny-playground')).toEqual([
      'data',
      ...['dense', 'activation', 'dense', 'activation', 'dense'],
      'loss',
    ])
    expect(kinds('mnist4x100-bn-drop').slice(1, 5)).toEqual([
      'dense',
      'batchNorm',
      'activation',
      'dropout',
    ])
    expect(kinds('deep-sigmoid-20x16').filter(kind => kind === 'dense')).toHaveLength(21)
  })
})
