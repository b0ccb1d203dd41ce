import { cpus } from 'node:os'
import { measureWorkload, type StepTime } from '../../engine/node/bench/measure'
import { workloads } from '../../engine/node/bench/workloads'
import { defaultThreads, runtimesBeside } from '../../engine/node/wasm-runtime'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatTable } from '../format'
import { createProgress } from '../progress'

export interface BenchOptions {
  readonly threads?: number
  readonly only?: string
  readonly json?: boolean
}

export interface BenchReport {
  readonly threads: number
  readonly relaxedSimd: boolean
  /** Version of Node. */
  readonly node: string
  readonly cpu: string
  readonly msPerStep: Readonly<Record<string, StepTime>>
}

/** Measures training steps of fixed networks on random data. Returns the exit status. */
export function bench(options: BenchOptions, context: CliContext): number {
  const chosen = workloads.filter(({ name }) => options.only === undefined || name === options.only)
  if (chosen.length === 0) {
    throw new CliFailure(
      `bench --only ${options.only}: there is no workload of that name.`,
      `There is: ${workloads.map(({ name }) => name).join(', ')}.`,
    )
  }
  const runtimes = runtimesBeside(context.workerPath)
  const threads = options.threads ?? defaultThreads()
  const progress = createProgress(context)
  const { repeatMs, repeats } = context.bench ?? { repeatMs: 100, repeats: 9 }
  const msPerStep: Record<string, StepTime> = {}
  for (const workload of chosen) {
    if (context.isTerminal) progress.line(`measuring ${workload.name}`)
    msPerStep[workload.name] = measureWorkload(workload, {
      runtimes,
      threads,
      now: context.now,
      repeatMs,
      repeats,
    })
  }
  runtimes.dispose()

  const report: BenchReport = {
    threads,
    relaxedSimd: runtimes.relaxedSimd,
    node: process.versions.node,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    msPerStep,
  }
  context.out(options.json ? `${JSON.stringify(report)}\n` : formatReport(report))
  return 0
}

function formatReport({ threads, relaxedSimd, node, cpu, msPerStep }: BenchReport): string {
  const rows = Object.entries(msPerStep).map(([name, { plain, telemetry }]) => [
    name,
    formatMilliseconds(plain),
    formatMilliseconds(telemetry),
    `${((telemetry / plain - 1) * 100).toFixed(0)} %`,
  ])
  const table = formatTable([['ms per step', 'plain', 'telemetry', 'cost'], ...rows])
  const simd = relaxedSimd ? 'relaxed SIMD' : 'SIMD'
  return `${table}\n\n${threads} ${threads === 1 ? 'thread' : 'threads'}, ${simd}, Node ${node}, ${cpu}\n`
}

function formatMilliseconds(value: number): string {
  return value.toPrecision(3)
}
