import type { Change } from '../../engine/document/change'
import type { DocumentNode } from '../../engine/document/schema'
import { type AttrSpec, type AttrValue, attrApplies } from '../../engine/nodes/attrs'
import { kindInfo } from '../i18n/kinds'

/** An attr that several nodes have in common. */
export interface SharedAttr {
  readonly name: string
  readonly spec: AttrSpec
  /** Undefined where their values differ. */
  readonly value: AttrValue | undefined
}

/** The attrs that apply to every node and take the same values there, in the first node's order. */
export function sharedAttrs(nodes: readonly DocumentNode[]): SharedAttr[] {
  const [first, ...others] = nodes
  if (!first) return []
  return Object.entries(kindInfo(first.kind).attrs)
    .filter(([name, spec]) =>
      nodes.every(node => {
        const own = kindInfo(node.kind).attrs[name]
        const isShown = own !== undefined && !own.hidden && attrApplies(own, node.attrs)
        return isShown && takesTheSame(own, spec)
      }),
    )
    .map(([name, spec]) => {
      const value = first.attrs[name] ?? spec.default
      const same = others.every(node => (node.attrs[name] ?? spec.default) === value)
      return { name, spec, value: same ? value : undefined }
    })
}

function takesTheSame(a: AttrSpec, b: AttrSpec): boolean {
  if (a === b) return true
  // Help and default may differ: layer norm and batch norm both have an ε.
  const core = ({ help: _help, default: _default, ...spec }: AttrSpec) => JSON.stringify(spec)
  return core(a) === core(b)
}

/** One attr of several nodes, as the changes of one edit. */
export function setSharedAttr(
  nodes: readonly DocumentNode[],
  name: string,
  value: AttrValue,
): Change[] {
  return nodes.map(({ id }) => ({ kind: 'setAttrs', id, attrs: { [name]: value } }))
}
