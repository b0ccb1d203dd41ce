import { type Attenuation, attenuationOf, type Blame, blameOf } from '../diagnosis/attenuation'
import type { Finding } from '../diagnosis/finding'
import { defaultThresholds } from '../diagnosis/finding'
import { type Fix, fixesOf } from '../diagnosis/fixes'
import { RunMonitor } from '../diagnosis/monitor'
import type { GraphDocument } from '../document/schema'
import type { Backend } from './backends'
import { type Failed, openSession } from './open-session'

export interface DiagnoseOptions {
  readonly datasetsDirectory: string
  readonly backend: Backend
  /** Training steps to look at; with 1 it is a look before training. */
  readonly steps: number
  /** Awaited after every step, so that other work can go on; false ends the run there. */
  readonly onStep?: (step: number) => boolean | Promise<boolean>
}

export interface Diagnosis {
  readonly steps: number
  readonly findings: readonly (Finding & { readonly fixes: readonly Fix[] })[]
  /** How the gradient changes with depth at the last step. */
  readonly attenuation: Attenuation
  readonly blame: Blame
}

export type DiagnoseResult = { readonly ok: true; readonly diagnosis: Diagnosis } | Failed

/** Trains a document for some steps and says what is wrong with the run. */
export async function diagnoseDocument(
  document: GraphDocument,
  { datasetsDirectory, backend, steps, onStep }: DiagnoseOptions,
): Promise<DiagnoseResult> {
  const opened = await openSession(document, { datasetsDirectory, backend, maxSteps: steps })
  if (!opened.ok) return opened
  const { session, program } = opened.value
  const { graph, telemetry } = program
  const monitor = new RunMonitor(graph, telemetry, document.training, {
    persistence: Math.min(steps, defaultThresholds.persistence),
  })
  const frame = new Float64Array(telemetry.width)
  const validate = () => {
    const metrics = session.evaluate('validation')
    if (metrics) {
      monitor.evaluated({ step: session.stepsDone, ...metrics, deadUnits: session.deadUnits() })
    }
  }
  while (!session.isFinished && session.divergence === null) {
    session.step(frame)
    monitor.observe(frame)
    if (session.stepsDone % session.stepsPerEpoch === 0 && !session.isFinished) validate()
    if ((await onStep?.(session.stepsDone)) === false) break
  }
  if (session.divergence === null) validate()
  return {
    ok: true,
    diagnosis: {
      steps: session.stepsDone,
      findings: monitor
        .findings()
        .map(finding => ({ ...finding, fixes: fixesOf(finding, document) })),
      attenuation: attenuationOf(frame, telemetry, graph),
      blame: blameOf(frame, telemetry, graph),
    },
  }
}
