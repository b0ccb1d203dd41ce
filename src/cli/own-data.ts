import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, resolve } from 'node:path'
import { ownFormat } from '../engine/data/own'
import type { DocumentNode, GraphDocument } from '../engine/document/schema'
import { withWholePaths } from '../engine/node/own/document-paths'
import { readOwn } from '../engine/node/own/read-own'
import { nodeKind } from '../engine/nodes/index'
import { CliFailure } from './failure'

/**
 * A path that is given for a data set: relative to the graph file as in the file itself, or else to
 * the folder that the command is run in.
 */
function placeOf(path: string, file: string): string {
  const beside = resolve(dirname(file), path)
  return isAbsolute(path) || existsSync(beside) || !existsSync(path) ? beside : resolve(path)
}

/**
 * Makes the paths of own data whole, and finds out anew what is in files that `--set` names or reads
 * in another way.
 *
 * @param assignments `PATH=VALUE`, as they were applied.
 * @throws CliFailure where such a file cannot be read.
 */
export async function withOwnData(
  document: GraphDocument,
  file: string,
  assignments: readonly string[],
): Promise<GraphDocument> {
  const nodes = await Promise.all(
    document.nodes.map(node => {
      const asked = assignments.some(assignment => readsAnew(assignment, node))
      return asked ? measured(node, file) : node
    }),
  )
  return withWholePaths({ ...document, nodes }, dirname(resolve(file)))
}

/** Whether an assignment changes what is read, not just what is done with it. */
function readsAnew(assignment: string, node: DocumentNode): boolean {
  if (node.kind !== 'data' || !ownFormat(node.attrs)) return false
  const [root, id, ...rest] = assignment.slice(0, assignment.indexOf('=')).split('.')
  const name = rest.at(-1) ?? ''
  const isImported = name === 'dataset' || nodeKind('data').attrs[name]?.hidden === true
  return root === 'nodes' && id === node.id && isImported
}

async function measured(node: DocumentNode, file: string): Promise<DocumentNode> {
  const whole = (name: 'path' | 'labels') => {
    const given = String(node.attrs[name] ?? '')
    return given === '' ? {} : { [name]: placeOf(given, file) }
  }
  const attrs = { ...node.attrs, ...whole('path'), ...whole('labels') }
  if (!attrs.path) {
    throw new CliFailure(
      `${basename(file)}: the data set "${node.id}" names no file.`,
      `Name one: --set nodes.${node.id}.path=FILE.`,
    )
  }
  const read = await readOwn(attrs)
  if (!read.ok) throw new CliFailure(read.message, read.remedy)
  return { ...node, attrs: { ...attrs, ...read.value.measured } }
}
