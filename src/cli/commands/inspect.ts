import { basename } from 'node:path'
import { wasmMemoryBytes } from '../../engine/backends/wasm'
import { nodeName } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import { isBypassed } from '../../engine/graph/bypass'
import { nodeKinds } from '../../engine/nodes/index'
import { printPlan } from '../../engine/plan/print'
import { compileProgram } from '../../engine/plan/program'
import type { CliContext } from '../context'
import { formatBytes, formatCount, formatCounted, formatTable } from '../format'
import { type DocumentOptions, readDocument } from '../read-document'

export interface InspectOptions extends DocumentOptions {
  readonly plan?: boolean
  readonly json?: boolean
}

/** Prints nodes, shapes, parameter counts, memory and problems. Returns 2 when the graph has errors. */
export async function inspect(
  file: string,
  options: InspectOptions,
  context: CliContext,
): Promise<number> {
  const document = await readDocument(file, options)
  const analysis = analyze(document)
  const program = analysis.graph && compileProgram(analysis.graph, document.training)
  const nodes = document.nodes.map(node => ({
    id: node.id,
    name: nodeName(node),
    kind: node.kind,
    attrs: node.attrs,
    shape: analysis.shapes.get(node.id) ?? null,
    parameters: analysis.parameterCounts.get(node.id) ?? 0,
    ...(isBypassed(node) && { bypassed: true }),
  }))
  const parameters = nodes.reduce((sum, node) => sum + node.parameters, 0)
  const memoryBytes = program ? wasmMemoryBytes(program, 1) : null

  if (options.json) {
    const report = {
      name: document.name,
      batchSize: document.training.batchSize,
      nodes,
      parameters,
      memoryBytes,
      problems: analysis.problems,
      ...(options.plan && { plan: program?.train.plan ?? null }),
    }
    context.out(`${JSON.stringify(report)}\n`)
  } else {
    const rows = nodes.map(node => [
      // By its id in paths, by its name in messages.
      node.name === node.id ? node.id : `${node.id} (${node.name})`,
      `${nodeKinds[node.kind].title}${node.bypassed ? ' (bypassed)' : ''}`,
      node.shape ? [document.training.batchSize, ...node.shape].join('×') : '?',
      formatCount(node.parameters),
    ])
    context.out(`${formatTable([['node', 'kind', 'output', 'parameters'], ...rows])}\n\n`)
    context.out(
      `${formatCounted(parameters, 'parameter')}${memoryBytes === null ? '' : `, ${formatBytes(memoryBytes)} of memory to train`}\n`,
    )
    if (options.plan && program) context.out(`\n${printPlan(program.train.plan)}`)
  }
  for (const { severity, message, remedy } of analysis.problems) {
    context.error(`gradscope: ${basename(file)}: ${severity}: ${message} ${remedy}\n`)
  }
  return analysis.graph ? 0 : 2
}
