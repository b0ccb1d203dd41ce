import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainReport } from '../../src/cli/train-report'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { type CliSetup, runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { mnistDocument } from '../support/documents'

describe('gradscope train --report', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()
  const page = () => join(directory.path, 'run.html')

  function train(args: readonly string[], setup: CliSetup = {}) {
    const file = join(directory.path, 'net.gradscope')
    writeFileSync(file, serializeDocument(mnistDocument([6], { batchSize: 8, epochs: 2 })))
    return runWith(['train', file, '--report', page(), ...args], {
      datasetsDirectory,
      workerPath: worker.path,
      ...setup,
    })
  }

  it('writes the run with its evaluation, and the same page for the same run', async () => {
    const { status, out } = await train(['--json'])
    expect(status).toBe(0)
    const { weightsHash, accuracy } = JSON.parse(out) as TrainReport
    const first = readFileSync(page(), 'utf8')
    expect(first).toMatch(/^<!doctype html>/)
    expect(first).toContain(weightsHash)
    expect(first).toContain(`${(accuracy.test! * 100).toFixed(1)} %`)
    expect(first.match(/<table class="matrix">/g)).toHaveLength(2)
    await train([])
    expect(readFileSync(page(), 'utf8')).toBe(first)
  })

  it('trains to the same weights as without it', async () => {
    const withReport = JSON.parse((await train(['--json'])).out) as TrainReport
    const file = join(directory.path, 'net.gradscope')
    const plain = await runWith(['train', file, '--json'], {
      datasetsDirectory,
      workerPath: worker.path,
    })
    expect((JSON.parse(plain.out) as TrainReport).weightsHash).toBe(withReport.weightsHash)
  })

  it('speaks Korean where that is asked for, and no other language', async () => {
    await train(['--lang', 'ko'])
    expect(readFileSync(page(), 'utf8')).toMatch(/<html lang="ko">[\s\S]*학습 보고서/)
    const { status, error } = await train(['--lang', 'xx'])
    expect(status).toBe(2)
    expect(error).toContain('--lang')
  })

  it('is written for what was done so far when the run is interrupted', async () => {
    const isBegun = (text: string) => text.includes('validation loss')
    const { status } = await train(['--epochs', '1000000'], {
      onError: (text, interrupt) => {
        if (isBegun(text)) interrupt()
      },
    })
    expect(status).toBe(0)
    expect(readFileSync(page(), 'utf8')).toContain('stopped, step')
  })

  it('is written for a divergence too', async () => {
    const { status } = await train(['--set', 'training.optimizer.learningRate=1e12'])
    expect(status).toBe(1)
    expect(readFileSync(page(), 'utf8')).toContain('diverged, step')
  })

  it('is refused before training where it cannot be written', async () => {
    const nowhere = join(directory.path, 'no', 'where.html')
    const { status, error } = await train(['--report', nowhere])
    expect(status).toBe(2)
    expect(error).toContain(`${nowhere}: the report cannot be written`)
    expect(existsSync(nowhere)).toBe(false)
  })
})
