import { createHash } from 'node:crypto'
import type { GraphDocument } from '../document/schema'

/**
 * The same for two documents whose runs take the same steps: graph and training config, but for the
 * number of epochs, which only says where a run ends. Names and places do not count.
 */
export function trainingKey({ nodes, edges, training }: GraphDocument): string {
  const { epochs: _, ...config } = training
  const core = [
    nodes.map(({ id, kind, disabled, attrs }) => ({
      id,
      kind,
      disabled: disabled === true,
      attrs,
    })),
    edges,
    config,
  ]
  return createHash('sha256').update(JSON.stringify(core, sortKeys)).digest('hex')
}

/** Files and forms may write the fields of a record in any order. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
