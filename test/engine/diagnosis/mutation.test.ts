import { describe, expect, it } from 'vitest'
import { checkGradients, type TensorCheck } from '../../../src/engine/diagnosis/gradient-check'
import { referenceKernels } from '../../../src/engine/kernels/index'
import type { Kernel } from '../../../src/engine/kernels/kernel'
import type { Step } from '../../../src/engine/plan/types'
import { type Network, openNetwork } from '../../support/networks'
import { type SampleNetwork, sampleNetworks } from '../../support/sample-networks'

const backwardKernels = Object.keys(referenceKernels).filter(name => name.endsWith('.backward'))

/** Changes what an intact kernel has put, or added, into its outputs. */
type Breakage = (written: number, at: number) => number

const breakages: Readonly<Record<string, Breakage>> = {
  'scaled by 1.001': written => 1.001 * written,
  'wrong in its first entry': (written, at) => (at === 0 ? written + 0.01 : written),
  'of the wrong sign': written => -written,
  zero: () => 0,
}

function broken(kernel: Kernel, breakage: Breakage, onChange = () => {}): Kernel {
  return (call, context) => {
    const before = call.outputs.map(output => output?.data.slice())
    kernel(call, context)
    call.outputs.forEach((output, n) => {
      if (!output) return
      for (let i = 0; i < output.data.length; i++) {
        const base = output.accumulate ? before[n]![i]! : 0
        const written = output.data[i]! - base
        const wrong = breakage(written, i)
        if (wrong + 0 === written + 0) continue
        output.data[i] = base + wrong
        onChange()
      }
    })
  }
}

const rows = 5

function check(sample: SampleNetwork, kernels: Readonly<Record<string, Kernel>>) {
  const network = openNetwork(sample.graph, { ...sample.options, rows, kernels })
  return { network, check: checkGradients({ ...network, rows, seed: 1 }) }
}

function usersOf(kernel: string): SampleNetwork[] {
  return sampleNetworks.filter(({ graph, options }) =>
    openNetwork(graph, { ...options, rows }).program.train.plan.backward.some(
      step => step.kernel === kernel,
    ),
  )
}

/** Parameters whose gradients a kernel has a part in: its own, and those its outputs flow on to. */
function affected({ program }: Network, kernel: string): string[] {
  const { plan, params } = program.train
  const tainted = new Set<number>()
  const taint = (step: Step) => {
    for (const id of step.outputs) if (id !== null) tainted.add(id)
  }
  for (const step of plan.backward) {
    if (step.kernel === kernel || step.inputs.some(id => id !== null && tainted.has(id))) {
      taint(step)
    }
  }
  return params.filter(({ gradient }) => tainted.has(gradient!)).map(({ name }) => name)
}

function namesOf(tensors: readonly TensorCheck[]): string[] {
  return tensors.filter(({ passed }) => !passed).map(({ name }) => name)
}

describe('the gradient check notices a broken backward kernel', () => {
  for (const kernel of backwardKernels) {
    const users = usersOf(kernel)
    it.each(Object.entries(breakages))(`${kernel} %s`, (_name, breakage) => {
      expect(users.length).toBeGreaterThan(0)
      for (const sample of users) {
        let isBroken = false
        const wrong = broken(referenceKernels[kernel]!, breakage, () => {
          isBroken = true
        })
        const { network, check: result } = check(sample, { ...referenceKernels, [kernel]: wrong })
        // Where all that is written is 0, most breakages change nothing.
        if (!isBroken) continue
        expect(result.passed, `${sample.name} passes`).toBe(false)
        const failed = namesOf(result.tensors)
        expect(affected(network, kernel)).toEqual(expect.arrayContaining(failed))
        const [worst] = result.tensors.find(({ passed }) => !passed)!.worst
        expect(worst).toBeDefined()
      }
    })
  }

  it.each(backwardKernels)('and %s can be broken at all', kernel => {
    let isBroken = false
    const wrong = broken(referenceKernels[kernel]!, breakages['wrong in its first entry']!, () => {
      isBroken = true
    })
    for (const sample of usersOf(kernel)) check(sample, { ...referenceKernels, [kernel]: wrong })
    expect(isBroken).toBe(true)
  })

  it('and passes every sample with intact kernels', () => {
    for (const sample of sampleNetworks) {
      expect(namesOf(check(sample, referenceKernels).check.tensors)).toEqual([])
    }
  })

  it('and names the layers before a broken activation, not the one after it', () => {
    const sample = sampleNetworks.find(({ name }) => name === 'activation relu')!
    const wrong = broken(referenceKernels['relu.backward']!, written => 1.01 * written)
    const result = check(sample, { ...referenceKernels, 'relu.backward': wrong }).check
    expect(namesOf(result.tensors)).toEqual(['dense1.W', 'dense1.b'])
  })

  it('and names the one parameter that a broken dense kernel spoils', () => {
    const sample = sampleNetworks.find(({ name }) => name === 'activation tanh')!
    const intact = referenceKernels['dense.backward']!
    const wrong: Kernel = (call, context) => {
      intact(call, context)
      const db = call.outputs[2]
      if (db && call.inputs[0]!.width === 5) db.data[2]! *= 1.01
    }
    const result = check(sample, { ...referenceKernels, 'dense.backward': wrong }).check
    expect(namesOf(result.tensors)).toEqual(['dense2.b'])
    const [worst] = result.tensors.find(({ name }) => name === 'dense2.b')!.worst
    expect(worst!.index).toEqual([2])
    expect(worst!.analytic / worst!.numeric).toBeCloseTo(1.01, 8)
  })
})
