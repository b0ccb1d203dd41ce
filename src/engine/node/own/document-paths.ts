import { isAbsolute, relative, resolve, sep } from 'node:path'
import { ownFormat } from '../../data/own'
import type { DocumentNode, GraphDocument } from '../../document/schema'

const pathAttrs = ['path', 'labels'] as const
/** Files further up than this are named by their whole path. */
const mostUp = 3

/**
 * In a file, paths of data are relative to its folder, so that both can be moved together; in memory
 * they are whole. This makes them whole.
 */
export function withWholePaths(document: GraphDocument, folder: string): GraphDocument {
  return mapPaths(document, path => (isAbsolute(path) ? path : resolve(folder, path)))
}

/** For writing into a folder: paths near it become relative to it, with `/` on every system. */
export function withRelativePaths(document: GraphDocument, folder: string): GraphDocument {
  return mapPaths(document, path => {
    if (!isAbsolute(path)) return path
    const near = relative(folder, path)
    const steps = near.split(sep)
    const isFar =
      isAbsolute(near) || near === '' || steps.filter(step => step === '..').length > mostUp
    return isFar ? path : steps.join('/')
  })
}

/** The files and folders that a document's data sets name. */
export function dataPaths(document: GraphDocument): string[] {
  const found: string[] = []
  mapPaths(document, path => {
    found.push(path)
    return path
  })
  return found
}

function mapPaths(document: GraphDocument, map: (path: string) => string): GraphDocument {
  const change = (node: DocumentNode): DocumentNode => {
    if (node.kind !== 'data' || !ownFormat(node.attrs)) return node
    const given = pathAttrs.flatMap(name => {
      const path = node.attrs[name]
      return typeof path === 'string' && path !== '' ? [[name, path] as const] : []
    })
    const changed = given.map(([name, path]) => [name, map(path)] as const)
    if (changed.every(([, path], i) => path === given[i]![1])) return node
    return { ...node, attrs: { ...node.attrs, ...Object.fromEntries(changed) } }
  }
  const nodes = document.nodes.map(change)
  return nodes.every((node, i) => node === document.nodes[i]) ? document : { ...document, nodes }
}
