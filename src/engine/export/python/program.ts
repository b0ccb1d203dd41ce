import type { Graph, GraphNode } from '../../graph/types'
import type { ExportSource } from '../source'
import { float, indent, quoted } from './text'

interface ProgramParts {
  readonly docstring: readonly string[]
  /** Imports of packages that are not Python's own, as far as `body` uses them. */
  imports(body: string): readonly string[]
  readonly constants: readonly string[]
  /** Classes, functions and what runs, each as its lines; empty ones are left out. */
  readonly blocks: readonly (readonly string[])[]
}

/** A Python program in the order and with the blank lines of PEP 8. */
export function programText({ docstring, imports, constants, blocks }: ProgramParts): string {
  const body = blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n\n')
  const standard = [
    ...(uses(body, 'json') ? ['import json'] : []),
    ...(uses(body, 'math') ? ['import math'] : []),
    ...(uses(body, 'json') ? ['from pathlib import Path'] : []),
  ]
  return [
    ...docstring,
    '',
    ...standard,
    ...(standard.length > 0 ? [''] : []),
    ...imports(body),
    '',
    ...constants,
    '',
    '',
    body,
    '',
  ].join('\n')
}

/** Whether a text names something of a module: `math.`. */
export function uses(body: string, module: string): boolean {
  return new RegExp(`\\b${module}\\.`).test(body)
}

/**
 * What can be changed at the head of a program.
 *
 * @param weightsFile is read from beside the program; null where it reads none.
 */
export function constantLines(
  { training }: ExportSource,
  isTrained: boolean,
  weightsFile: string | null,
): string[] {
  const { seed, epochs, batchSize, optimizer } = training
  return [
    `SEED = ${seed}`,
    ...(isTrained
      ? [
          `EPOCHS = ${epochs}`,
          `BATCH_SIZE = ${batchSize}`,
          `LEARNING_RATE = ${float(optimizer.learningRate)}`,
        ]
      : []),
    ...(weightsFile === null ? [] : [`WEIGHTS = Path(__file__).with_name(${quoted(weightsFile)})`]),
  ]
}

/** How a framework takes the tensors of a file. */
export interface TensorReading {
  /** What reads all bytes of `path`. */
  readonly bytes: string
  /** What keeps the tensors by name. */
  readonly into: string
  /** Puts the bytes from `begin` to `end` of `data` there as one tensor. */
  readonly each: readonly string[]
  /** Gives all of them to the model. */
  readonly assign: readonly string[]
}

/** A function that reads weights without any package for it. */
export function loadWeightsLines({ bytes, into, each, assign }: TensorReading): string[] {
  return [
    'def load_weights(model, path=WEIGHTS):',
    ...indent([
      '"""Reads a .safetensors file: the size of a JSON header, the header, numbers."""',
      `data = ${bytes}`,
      "start = 8 + int.from_bytes(data[:8], 'little')",
      'header = json.loads(data[8:start])',
      "header.pop('__metadata__', None)",
      `${into} = {}`,
      'for name, entry in header.items():',
      ...indent(["begin, end = entry['data_offsets']", ...each]),
      ...assign,
    ]),
  ]
}

/** The lines of every node that computes something, from the data to what the loss takes. */
export function computationLines(
  graph: Graph,
  names: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, string>,
  linesOf: (node: GraphNode, name: string, value: string, inputs: string[]) => readonly string[],
): string[] {
  return graph.nodes
    .filter(({ kind }) => kind !== 'data' && kind !== 'loss')
    .flatMap(node => {
      const inputs = node.inputs.map(id => values.get(id)!)
      return linesOf(node, names.get(node.id)!, values.get(node.id)!, inputs)
    })
}
