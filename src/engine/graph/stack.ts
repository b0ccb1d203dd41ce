import { applyChange, type Change, createNode, type Fragment } from '../document/change'
import { clampPosition } from '../document/position'
import type { DocumentEdge, DocumentNode, GraphDocument, Position } from '../document/schema'
import type { AttrValue } from '../nodes/attrs'
import { type NodeKind, nodeKind } from '../nodes/index'
import { analyze } from './analyze'

export interface StackOptions {
  /** Number of dense layers. */
  readonly count: number
  readonly units: number
  /** A value of the activation node's `function`; null for none. */
  readonly activation: string | null
  /** A value of the dense node's `init`. */
  readonly init: string
  readonly batchNorm: boolean
  /** Rate of the dropout after every layer; 0 for none. */
  readonly dropout: number
  /** A skip connection around every so many layers; 0 for none. */
  readonly skip: number
}

export const stackLimits = { count: 200, skip: 20 } as const

export interface StackPlace {
  /** The node whose output goes in, and whose successors the stack then feeds; null for neither. */
  readonly after: string | null
  /** Where the first node goes. */
  readonly start: Position
  /** From one node to the next, and from one row to the next. */
  readonly pitch: Position
  /** Nodes in a row at most; a layer is not torn apart. */
  readonly perRow: number
}

export interface Stack {
  readonly changes: readonly Change[]
  /** The new nodes, in the order of the data. */
  readonly ids: readonly string[]
}

/**
 * A row of layers: dense, then batch norm, activation and dropout as asked for. A skip connection
 * leads around every `skip` layers where the width on both sides agrees, so the first one starts
 * behind the first layer unless what comes in has as many features as the stack.
 */
export function stack(document: GraphDocument, options: StackOptions, place: StackPlace): Stack {
  const builder = new StackBuilder(document, options, place)
  return builder.build()
}

class StackBuilder {
  private readonly nodes: DocumentNode[] = []
  private readonly edges: DocumentEdge[] = []
  private current: GraphDocument
  private column = 0
  private row = 0

  constructor(
    private readonly document: GraphDocument,
    private readonly options: StackOptions,
    private readonly place: StackPlace,
  ) {
    this.current = document
  }

  build(): Stack {
    const { count, skip } = this.options
    let last = this.place.after
    let skipFrom = this.hasWidthOfStack(last) ? last : null
    let sinceSkip = 0
    for (let layer = 0; layer < count; layer++) {
      const closes = skip > 0 && skipFrom !== null && sinceSkip + 1 === skip
      last = this.addLayer(last, closes ? skipFrom : null)
      if (closes || skipFrom === null) {
        skipFrom = last
        sinceSkip = 0
      } else sinceSkip++
    }
    const fragment: Fragment = { nodes: this.nodes, edges: this.edges, frames: [] }
    const ids = this.nodes.map(({ id }) => id)
    return { changes: this.changes(fragment, last), ids }
  }

  private changes(fragment: Fragment, last: string | null): Change[] {
    const { after } = this.place
    const [first] = fragment.nodes
    if (!first || last === null) return []
    const passed = this.document.edges.filter(({ from }) => from.node === after)
    const inner = fragment.edges.filter(({ from }) => from.node !== after)
    const fromAfter = fragment.edges.filter(({ from }) => from.node === after)
    return [
      { kind: 'addFragment', fragment: { ...fragment, edges: inner } },
      ...passed.map(
        (edge): Change => ({
          kind: 'replaceEdge',
          edge,
          by: [{ from: { node: last, port: 'y' }, to: edge.to }],
        }),
      ),
      ...fromAfter.map((edge): Change => ({ kind: 'connect', edge })),
    ]
  }

  private hasWidthOfStack(id: string | null): boolean {
    if (id === null) return false
    return analyze(this.document).shapes.get(id)?.join('×') === String(this.options.units)
  }

  private addLayer(source: string | null, skipFrom: string | null): string {
    const { units, init, batchNorm, activation, dropout } = this.options
    const parts: [NodeKind, Record<string, AttrValue>][] = [['dense', { units, init }]]
    if (batchNorm) parts.push(['batchNorm', {}])
    if (activation !== null) parts.push(['activation', { function: activation }])
    if (dropout > 0) parts.push(['dropout', { rate: dropout }])
    if (skipFrom !== null) parts.push(['add', {}])
    this.startRowFor(parts.length)
    let last = source
    for (const [kind, attrs] of parts) {
      const node = this.add(kind, attrs)
      if (last !== null) this.connect(last, node)
      // Second, so that bypassing the sum takes the skip connection away and not the layers.
      if (kind === 'add' && skipFrom !== null) this.connect(skipFrom, node)
      last = node.id
    }
    return last!
  }

  private startRowFor(length: number): void {
    if (this.column === 0 || this.column + length <= this.place.perRow) return
    this.column = 0
    this.row++
  }

  private add(kind: NodeKind, attrs: Record<string, AttrValue>): DocumentNode {
    const { start, pitch } = this.place
    const position = clampPosition({
      x: start.x + this.column * pitch.x,
      y: start.y + this.row * pitch.y,
    })
    const node = createNode(this.current, kind, position, attrs)
    this.column++
    this.nodes.push(node)
    this.current = applyChange(this.current, { kind: 'addNode', node })
    return node
  }

  private connect(from: string, to: DocumentNode): void {
    const port = nodeKind(to.kind).inputs[0]!.name
    this.edges.push({ from: { node: from, port: 'y' }, to: { node: to.id, port } })
  }
}
