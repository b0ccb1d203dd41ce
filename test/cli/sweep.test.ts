import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readParameter } from '../../src/cli/sweep-parameters'
import { type SweepReport, shortNames } from '../../src/cli/sweep-report'
import type { TrainReport } from '../../src/cli/train-report'
import { serializeDocument } from '../../src/engine/document/serialize'
import { useTemporaryDirectory } from '../main/files/temporary-directory'
import { useBuiltWorker } from '../support/build-worker'
import { type CliSetup, runWith } from '../support/cli'
import { useTinyMnist } from '../support/datasets'
import { documentOf, mnistDocument } from '../support/documents'

describe('gradscope sweep', { timeout: 60_000 }, () => {
  const directory = useTemporaryDirectory()
  const datasetsDirectory = useTinyMnist()
  const worker = useBuiltWorker()
  const at = (name: string) => join(directory.path, name)

  function run(command: string, args: readonly string[], setup: CliSetup = {}, units = 6) {
    const file = at('net.gradscope')
    writeFileSync(file, serializeDocument(mnistDocument([units])))
    return runWith([command, file, ...args], {
      datasetsDirectory,
      workerPath: worker.path,
      now: () => performance.now(),
      ...setup,
    })
  }

  async function report(...args: string[]): Promise<SweepReport> {
    const { status, out, error } = await run('sweep', [...args, '--json'])
    expect(error).toBe('')
    expect(status).toBe(0)
    return JSON.parse(out) as SweepReport
  }

  const small = ['--steps', '6', '--set', 'training.batchSize=4']
  const rates = ['--param', 'training.optimizer.learningRate=log:1e-4:1']
  const units = ['--param', 'nodes.dense1.units=4,8,16']
  const without = ({ threads, milliseconds, ...rest }: SweepReport) => rest

  it('gives the same trials, ranking and file for one worker and for two', async () => {
    const args = ['--trials', '8', '--seed', '5', ...small, ...rates, ...units]
    const one = await report(...args, '--threads', '1', '--out', at('one.csv'))
    const two = await report(...args, '--threads', '2', '--out', at('two.csv'))
    expect([one.threads, two.threads]).toEqual([1, 2])
    expect(without(two)).toEqual(without(one))
    expect(one.trials).toHaveLength(8)
    expect(new Set(one.trials.map(({ weightsHash }) => weightsHash)).size).toBe(8)
    expect(readFileSync(at('two.csv'), 'utf8')).toBe(readFileSync(at('one.csv'), 'utf8'))
    const other = await report('--trials', '8', '--seed', '6', ...small, ...rates, ...units)
    expect(other.trials.map(({ parameters }) => parameters)).not.toEqual(
      one.trials.map(({ parameters }) => parameters),
    )
  })

  it('trains each trial as train does with the same settings', async () => {
    const { trials } = await report('--trials', '3', '--seed', '2', ...small, ...rates, ...units)
    for (const { parameters, weightsHash, loss, accuracy } of trials) {
      const settings = Object.entries(parameters).flatMap(([path, value]) => [
        '--set',
        `${path}=${value}`,
      ])
      const { out } = await run('train', ['--seed', '2', ...small, ...settings, '--json'])
      const alone = JSON.parse(out) as TrainReport
      expect(weightsHash).toBe(alone.weightsHash)
      expect(loss.validation).toBe(alone.loss.validation)
      expect(accuracy.validation).toBe(alone.accuracy.validation)
    }
  })

  it('sweeps learning rate and weight decay over the decades of the course unless told otherwise', async () => {
    const { trials } = await report('--trials', '2', '--steps', '1')
    for (const { parameters } of trials) {
      const { 'training.optimizer.learningRate': rate, 'training.regularization.l2': decay } =
        parameters as Record<string, number>
      expect(rate).toBeGreaterThanOrEqual(1e-6)
      expect(rate).toBeLessThanOrEqual(1e-2)
      expect(decay).toBeGreaterThanOrEqual(1e-8)
      expect(decay).toBeLessThanOrEqual(1e-4)
    }
  })

  it('takes all of a grid', async () => {
    const grid = ['--method', 'grid', '--param', 'training.optimizer.kind=sgd,adam', ...units]
    const { trials } = await report(...grid, ...small)
    expect(trials.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('goes on with the trials of a file, and takes them as they are', async () => {
    const args = ['--seed', '5', ...small, ...rates]
    const whole = await report('--trials', '5', ...args, '--out', at('whole.csv'))
    const lines = readFileSync(at('whole.csv'), 'utf8').split('\n')
    // What a crash leaves: some rows, and half of another.
    writeFileSync(at('half.csv'), [...lines.slice(0, 3), lines[3]!.slice(0, 20)].join('\n'))
    const trained: string[] = []
    const { out } = await run('sweep', ['--trials', '5', ...args, '--out', at('half.csv')], {
      onError: text => trained.push(text),
    })
    expect(trained.filter(text => text.startsWith('trial '))).toHaveLength(3)
    expect(trained[0]).toMatch(/2 trials of 5 were there already/)
    expect(out).toMatch(/5 trials in/)
    expect(readFileSync(at('half.csv'), 'utf8')).toBe(readFileSync(at('whole.csv'), 'utf8'))
    const again = await report('--trials', '5', ...args, '--out', at('whole.csv'))
    expect(without(again)).toEqual(without(whole))
  })

  it('ends where its file cannot be written any more, and tells what was trained', async () => {
    const file = at('lost.csv')
    const options = ['--trials', '50', '--threads', '1', ...small, ...rates, '--out', file]
    const { status, out, error } = await run('sweep', options, {
      onError: text => {
        // From the second trial on there is a folder in the way.
        if (!text.startsWith('trial ') || statSync(file).isDirectory()) return
        rmSync(file)
        mkdirSync(file)
      },
    })
    expect(status).toBe(2)
    expect(error).toContain(`${file}: the trials cannot be written: it is a folder.`)
    expect(out).toMatch(/^\d trials? of 50, stopped in/)
  })

  it('refuses to mix two sweeps, and says what differs', async () => {
    const out = ['--out', at('mixed.csv')]
    await report('--trials', '2', '--seed', '5', ...small, ...rates, ...out)
    const refusal = async (args: readonly string[], setup: CliSetup = {}, size = 6) => {
      const { status, error } = await run('sweep', [...args, ...out], setup, size)
      expect(status).toBe(2)
      return error
    }
    const trials = ['--trials', '2', ...small]
    expect(await refusal([...trials, '--seed', '6', ...rates])).toMatch(/its seed is 5, not 6/)
    expect(await refusal([...trials, '--seed', '5', ...units])).toMatch(
      /it sweeps training\.optimizer\.learningRate, not nodes\.dense1\.units/,
    )
    const range = ['--param', 'training.optimizer.learningRate=log:1e-3:1']
    expect(await refusal([...trials, '--seed', '5', ...range])).toMatch(
      /learningRate is \S+, not \S+: the range, scale or list differs/,
    )
    const longer = ['--trials', '2', '--seed', '5', '--steps', '7', '--set', 'training.batchSize=4']
    expect(await refusal([...longer, ...rates])).toMatch(/its length is 6 steps, not 7 steps/)
    expect(await refusal([...trials, '--seed', '5', ...rates], {}, 7)).toMatch(/another graph/)
    writeFileSync(at('mixed.csv'), 'a,b\n1,2\n')
    expect(await refusal([...trials, '--seed', '5', ...rates])).toMatch(/no table of a sweep/)
    expect(readFileSync(at('mixed.csv'), 'utf8')).toBe('a,b\n1,2\n')
  })

  it('keeps on Ctrl-C what is done', async () => {
    let done = 0
    const args = ['--trials', '200', '--seed', '5', ...small, ...rates, '--out', at('stopped.csv')]
    const { status, out } = await run('sweep', args, {
      onError: (text, interrupt) => {
        if (text.startsWith('trial ') && ++done === 3) interrupt()
      },
    })
    expect(status).toBe(0)
    expect(out).toMatch(/trials? of 200, stopped/)
    const { data } = Papa.parse<Record<string, string>>(readFileSync(at('stopped.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(data).toHaveLength(done)
    expect(data.map(({ rank }) => rank)).toEqual(data.map((_, i) => String(i + 1)))
  })

  it('ranks trials that diverge or cannot be trained last, with the reason', async () => {
    const { trials, best } = await report(
      '--method',
      'grid',
      '--param',
      'training.optimizer.learningRate=0.01,1e12',
      '--steps',
      '40',
    )
    expect(trials.map(({ state }) => state)).toEqual(['finished', 'diverged'])
    expect(trials[1]!.reason).toMatch(/step \d+/)
    expect(trials[1]!.weightsHash).toBeNull()
    expect(best?.trial).toBe(1)
    const { status, out } = await run('sweep', [
      '--method',
      'grid',
      '--param',
      'training.optimizer.learningRate=1e12',
      '--steps',
      '40',
    ])
    expect(status).toBe(1)
    expect(out).toMatch(/diverged/)
    expect(out).not.toMatch(/The best again/)
  })

  it('says how to train the best one again', async () => {
    const { out } = await run('sweep', ['--trials', '2', '--seed', '4', '--epochs', '1', ...rates])
    expect(out).toMatch(
      /gradscope train \S+net\.gradscope --seed 4 --epochs 1 --set training\.optimizer\.learningRate=[\d.e-]+\n/,
    )
  })

  it('says what is wrong before it trains', async () => {
    const refusal = async (...args: string[]) => {
      const { status, error } = await run('sweep', args)
      expect(status).toBe(2)
      return error
    }
    expect(await refusal()).toMatch(/--trials 20/)
    expect(await refusal('--trials', '2', '--param', 'nodes.fc9.units=1')).toMatch(
      /--param nodes\.fc9\.units: there is no node "fc9"\.\nThere is: /,
    )
    expect(await refusal('--trials', '2', '--param', 'training.batchSize=log:0:8')).toMatch(
      /cannot begin at 0/,
    )
    expect(await refusal('--trials', '2', '--out', at('no/such/folder.csv'))).toMatch(/--out/)
    const file = at('numbers.gradscope')
    writeFileSync(file, serializeDocument(documentOf([{ id: 'data', kind: 'data' }])))
    const { status } = await runWith(['sweep', file, '--trials', '2'])
    expect(status).toBe(2)
  })
})

describe('readParameter', () => {
  it('reads ranges and lists', () => {
    expect(readParameter('a.b=log:1e-6:1e-2')).toEqual({
      path: 'a.b',
      scale: 'log',
      range: [1e-6, 1e-2],
    })
    expect(readParameter('a.b=linear:0:0.5:3')).toMatchObject({ range: [0, 0.5], points: 3 })
    expect(readParameter('a.b=16,32,64')).toEqual({ path: 'a.b', values: [16, 32, 64] })
    expect(readParameter('a.b=relu,tanh')).toEqual({ path: 'a.b', values: ['relu', 'tanh'] })
    expect(readParameter('a.b=true,false')).toEqual({ path: 'a.b', values: [true, false] })
  })

  it.each(['a.b', 'a.b=', '=1', 'a.b=log:1', 'a.b=log:1:x', 'a.b=sqrt:1:2', 'a.b=1,,2'])(
    'refuses %s',
    text => expect(() => readParameter(text)).toThrow(/neither a range nor a list/),
  )
})

describe('shortNames', () => {
  it('takes as much of a path as tells it from the others', () => {
    expect(shortNames(['training.optimizer.learningRate', 'training.regularization.l2'])).toEqual([
      'learningRate',
      'l2',
    ])
    expect(shortNames(['nodes.dense1.units', 'nodes.dense2.units'])).toEqual([
      'dense1.units',
      'dense2.units',
    ])
    expect(shortNames(['training.schedule.decay', 'training.optimizer.decay'])).toEqual([
      'schedule.decay',
      'optimizer.decay',
    ])
  })
})
