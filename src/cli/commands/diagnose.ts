import { basename } from 'node:path'
import type { Attenuation } from '../../engine/diagnosis/attenuation'
import type { Finding } from '../../engine/diagnosis/finding'
import type { Fix } from '../../engine/diagnosis/fixes'
import { describeFinding, fixTexts, formatEvidence } from '../../engine/diagnosis/texts'
import { type GraphDocument, nodeName } from '../../engine/document/schema'
import { type Backend, chooseBackend } from '../../engine/node/backends'
import { diagnoseDocument } from '../../engine/node/diagnose-document'
import { runtimesBeside } from '../../engine/node/wasm-runtime'
import type { CliContext } from '../context'
import { CliFailure } from '../failure'
import { formatCounted, formatTable } from '../format'
import { type DocumentOptions, readDocument } from '../read-document'

export interface DiagnoseOptions extends DocumentOptions {
  /** Training steps to look at. */
  readonly steps?: number
  readonly json?: boolean
}

const defaultSteps = 300
/** Milliseconds. */
const breathEvery = 50

/**
 * Trains a graph file for some steps and says what is wrong and what to do.
 * Returns the exit status: 1 with a finding of severity error.
 */
export async function diagnose(
  file: string,
  options: DiagnoseOptions,
  context: CliContext,
): Promise<number> {
  const document = await readDocument(file, options)
  const steps = options.steps ?? defaultSteps
  let stopped = false
  const stopListening = context.onInterrupt(() => {
    stopped = true
  })
  const breathe = createBreath(context.now)
  const result = await diagnoseDocument(document, {
    datasetsDirectory: context.datasetsDirectory,
    backend: backendFor(context),
    steps,
    onStep: async step => {
      if (context.isTerminal && step % 10 === 0) context.error(`\r\u001b[Kstep ${step} / ${steps}`)
      await breathe()
      return !stopped
    },
  })
  stopListening()
  if (context.isTerminal) context.error('\r\u001b[K')
  if (!result.ok) {
    throw new CliFailure(`${basename(file)}: ${result.failure.message}`, result.failure.remedy)
  }
  const { diagnosis } = result
  const { findings, attenuation } = diagnosis
  if (options.json) {
    const report = {
      steps: diagnosis.steps,
      seed: document.training.seed,
      findings: findings.map(finding => findingReport(finding)),
      attenuation,
      blame: diagnosis.blame,
    }
    context.out(`${JSON.stringify(report)}\n`)
  } else {
    context.out(`${formatCounted(diagnosis.steps, 'step')}, seed ${document.training.seed}\n\n`)
    for (const finding of findings) context.out(`${formatFinding(finding, document)}\n\n`)
    if (findings.length === 0) context.out('Nothing is wrong.\n\n')
    context.out(formatAttenuation(attenuation, document))
  }
  return findings.some(({ severity, over }) => severity === 'error' && !over) ? 1 : 0
}

/** A finding as `--json` prints it: rule, numbers and words. */
export function findingReport(finding: Finding & { readonly fixes?: readonly Fix[] }) {
  const { rule, severity, nodeIds, firstStep, step, over, evidence, cause, root } = finding
  const text = describeFinding(finding)
  return {
    rule,
    severity,
    title: text.title,
    evidence: text.evidence,
    numbers: evidence,
    cause: text.cause,
    causeId: cause,
    followsFrom: root?.rule ?? null,
    lesson: text.lesson,
    nodes: nodeIds,
    firstStep,
    step,
    over,
    fixes: (finding.fixes ?? []).map(({ id }) => ({ id, title: fixTexts[id] })),
  }
}

/** Lets a signal in now and then: while nothing is awaited, Ctrl-C is not heard. */
function createBreath(now: () => number): () => Promise<void> | undefined {
  let last = now()
  return () => {
    if (now() - last < breathEvery) return undefined
    last = now()
    return new Promise(resolve => setImmediate(resolve))
  }
}

/** One thread gives the same numbers as several. */
function backendFor({ workerPath }: CliContext): Backend {
  try {
    return chooseBackend(runtimesBeside(workerPath), { threads: 1 })
  } catch (error) {
    throw new CliFailure(
      `The compiled kernels cannot be loaded: ${(error as Error).message}`,
      'Build the project first.',
    )
  }
}

/** A finding as people read it: what, the numbers, why, where, and what helps. */
export function formatFinding(
  finding: Finding & { readonly fixes: readonly Fix[] },
  document: GraphDocument,
): string {
  const { title, evidence, cause, root, lesson } = describeFinding(finding)
  const names = finding.nodeIds.map(id => {
    const node = document.nodes.find(each => each.id === id)
    return node ? nodeName(node) : id
  })
  const since = finding.over
    ? `steps ${finding.firstStep} to ${finding.step}, over now`
    : `since step ${finding.firstStep}`
  return [
    `${finding.severity}: ${title} (${since})`,
    `  ${evidence}`,
    ...(cause ? [`  ${cause}`] : []),
    ...(root ? [`  follows from: ${root}`] : []),
    ...(names.length > 0 ? [`  at ${names.join(', ')}`] : []),
    `  ${lesson}`,
    ...finding.fixes.map(({ id }) => `  → ${fixTexts[id]}`),
  ].join('\n')
}

function formatAttenuation(
  { points, factorPerLayer, firstToLast }: Attenuation,
  document: GraphDocument,
): string {
  if (points.length === 0) return ''
  const name = (id: string) => {
    const node = document.nodes.find(each => each.id === id)
    return node ? nodeName(node) : id
  }
  const table = formatTable([
    ['depth', 'hidden layer', 'RMS gradient'],
    ...points.map(({ depth, nodeId, rms }) => [String(depth), name(nodeId), formatEvidence(rms)]),
  ])
  const line = Number.isFinite(factorPerLayer)
    ? `\n\n×${formatEvidence(factorPerLayer)} a layer on the way back; first to last ${formatEvidence(firstToLast)}`
    : ''
  return `${table}${line}\n`
}
