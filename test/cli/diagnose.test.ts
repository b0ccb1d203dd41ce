import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { documentOf, mnistDocument } from '../support/documents'
import type { NodeSpec } from '../support/networks'

const deepSigmoid = documentOf([
  { id: 'data1', kind: 'data' },
  ...Array.from({ length: 8 }, (_, i): NodeSpec[] => [
    { id: `dense${i + 1}`, kind: 'dense', attrs: { units: 12, init: 'xavier' } },
    { id: `sigmoid${i + 1}`, kind: 'activation', attrs: { function: 'sigmoid' } },
  ]).flat(),
  { id: 'out', kind: 'dense', attrs: { units: 10, init: 'xavier' } },
  { id: 'loss1', kind: 'loss' },
])

describe('gradscope diagnose', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()

  function run(command: string, args: readonly string[], document = deepSigmoid) {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(document))
    return runWith([command, file, ...args], { datasetsDirectory, workerPath: worker.path })
  }

  it.each(['1', '40'])('names what is wrong, why, and what helps, after %s steps', async steps => {
    const { status, out, error } = await run('diagnose', ['--steps', steps, '--json'])
    expect(error).toBe('')
    expect(status).toBe(1)
    const report = JSON.parse(out)
    expect(report.steps).toBe(Number(steps))
    const vanishing = report.findings.find((each: { rule: string }) => each.rule === 'vanishing')
    expect(vanishing).toMatchObject({ severity: 'error', causeId: 'slopes', over: false })
    expect(vanishing.fixes[0]).toEqual({
      id: 'reluHe',
      title: 'Use ReLU with He initialisation',
    })
    expect(report.attenuation.factorPerLayer).toBeLessThan(0.3)
    expect(report.attenuation.points).toHaveLength(8)
  })

  it('stops on Ctrl-C, with what was found so far', async () => {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(deepSigmoid))
    const { status, out } = await runWith(['diagnose', file, '--steps', '100000000', '--json'], {
      datasetsDirectory,
      workerPath: worker.path,
      now: () => performance.now(),
      onInterrupt: listener => {
        const pressed = setTimeout(listener, 500)
        return () => clearTimeout(pressed)
      },
    })
    expect(status).toBe(1)
    const { steps, findings } = JSON.parse(out)
    expect(steps).toBeGreaterThan(0)
    expect(findings.length).toBeGreaterThan(0)
  })

  it('says it in words', async () => {
    const { out } = await run('diagnose', ['--steps', '20'])
    expect(out).toMatch(/error: The gradient vanishes \(since step 1\)/)
    expect(out).toMatch(/→ Use ReLU with He initialisation/)
    expect(out).toMatch(/a layer on the way back/)
  })

  it('finds nothing of weight in a network that is well', async () => {
    const { status, out } = await run(
      'diagnose',
      ['--steps', '1', '--json'],
      mnistDocument([16, 16]),
    )
    const { findings } = JSON.parse(out)
    expect(status).toBe(0)
    expect(findings.filter((each: { severity: string }) => each.severity !== 'info')).toEqual([])
  })

  it('is part of the report of a training run', async () => {
    const { out } = await run('train', ['--steps', '30', '--json'])
    const rules = JSON.parse(out).findings.map((each: { rule: string }) => each.rule)
    expect(rules).toContain('vanishing')
  })
})
