import { type DocumentNode, nodeName } from '../document/schema'
import { nodeKinds } from '../nodes/index'
import type { Problem, ProblemKind } from './types'

/** `Dense "fc2"`; only the kind where the node's name already starts with it. */
export function describeNode(node: Pick<DocumentNode, 'id' | 'label' | 'kind'>): string {
  return `${nodeKinds[node.kind].title} "${nodeName(node)}"`
}

type NodeRef = Pick<DocumentNode, 'id' | 'label' | 'kind'>

interface Message {
  readonly severity?: Problem['severity']
  message(node: string, detail: string): string
  remedy: string
}

/** The one table of what validation says. `detail` is the part that depends on the case. */
const messages: Record<Exclude<ProblemKind, 'shape'>, Message> = {
  noData: {
    message: () => 'The network has no data set.',
    remedy: 'Add a Data set node and connect it to the first layer.',
  },
  severalData: {
    message: node => `${node} is a second data set; a network has one.`,
    remedy: 'Delete one of them.',
  },
  noLoss: {
    message: () => 'The network has no loss.',
    remedy: 'Add a Loss node and connect the last layer to it.',
  },
  severalLosses: {
    message: node => `${node} is a second loss; a network has one.`,
    remedy: 'Delete one of them.',
  },
  cycle: {
    message: (_node, detail) => `These nodes form a loop: ${detail}.`,
    remedy: 'Remove one of the edges between them: data flows one way.',
  },
  missingInput: {
    message: node => `${node} has no input.`,
    remedy: 'Connect the output of another node to its left side.',
  },
  tooFewInputs: {
    message: (node, detail) => `${node} joins branches, but has ${detail}.`,
    remedy: 'Connect at least two outputs to its left side, or delete it.',
  },
  tooManyInputs: {
    message: (node, detail) => `${node} takes one input, but has ${detail}.`,
    remedy: 'Remove the extra edges, or join them first with Add or Concat.',
  },
  wrongPort: {
    message: (node, detail) => `${node} has no port "${detail}".`,
    remedy: 'Remove the edge and connect it again.',
  },
  cannotBypass: {
    message: (_node, detail) => `It cannot be bypassed: ${detail}`,
    remedy: 'Switch it on again.',
  },
  noDataFile: {
    message: node => `${node} has no data yet.`,
    remedy: 'Import a file: choose it in the data view.',
  },
  unknownDataset: {
    message: (node, detail) => `${node}: there is no data set "${detail}".`,
    remedy: 'Choose another data set.',
  },
  tooLarge: {
    message: (node, detail) => `${node} would need ${detail}.`,
    remedy: 'Make it, or the layer before it, smaller.',
  },
  unused: {
    severity: 'warning',
    message: node => `${node} does not lead to the loss and will not be trained.`,
    remedy: 'Connect it on, or delete it.',
  },
}

/** Builds a problem from the table. */
export function problem(
  kind: Exclude<ProblemKind, 'shape'>,
  node: NodeRef | null,
  detail = '',
): Problem {
  const entry = messages[kind]
  return {
    kind,
    severity: entry.severity ?? 'error',
    nodeId: node?.id ?? null,
    message: entry.message(node ? describeNode(node) : '', detail),
    remedy: entry.remedy,
  }
}

/** A problem whose reason and remedy the node kind gave itself. */
export function shapeProblem(node: NodeRef, reason: string, remedy: string): Problem {
  return {
    kind: 'shape',
    severity: 'error',
    nodeId: node.id,
    message: `${describeNode(node)}: ${reason}.`,
    remedy,
  }
}
