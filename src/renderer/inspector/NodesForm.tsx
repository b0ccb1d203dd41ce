import { group } from 'd3'
import { useMemo } from 'react'
import type { DocumentNode } from '../../engine/document/schema'
import type { AttrValue } from '../../engine/nodes/attrs'
import { kindColor } from '../canvas/kind-color'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { focusProperties } from '../shell/pane-focus'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { AttrField } from './AttrField'
import { setSharedAttr, sharedAttrs } from './shared-attrs'

interface NodesFormProps {
  readonly ids: readonly string[]
  readonly edgeCount: number
}

/** Several selected nodes: what they are, and the attrs they share, each edited for all at once. */
export function NodesForm({ ids, edgeCount }: NodesFormProps) {
  const t = useT()
  const all = useDocument(state => currentDocument(state).nodes)
  const nodes = useMemo(() => {
    const chosen = new Set(ids)
    return all.filter(node => chosen.has(node.id))
  }, [all, ids])
  const attrs = useMemo(() => sharedAttrs(nodes), [nodes])
  const change = (name: string, title: string) => (value: AttrValue) =>
    useDocument
      .getState()
      .edit(
        { key: 'history.setAttrs', values: { attr: title, count: nodes.length } },
        setSharedAttr(nodes, name, value),
      )
  return (
    <>
      <header className="inspector-head">
        <h2 className="inspector-title" data-testid="several-title">
          {[
            t('inspector.several.nodes', { count: nodes.length }),
            edgeCount > 0 && t('inspector.several.edges', { count: edgeCount }),
          ]
            .filter(Boolean)
            .join(', ')}
        </h2>
        <KindCounts nodes={nodes} />
        <ParameterTotal ids={ids} />
      </header>
      <section className="inspector-section form">
        {attrs.map(({ name, spec, value }) => (
          <AttrField
            key={name}
            name={name}
            spec={spec}
            value={value}
            onCommit={change(name, spec.title)}
          />
        ))}
        <p className="field-help">
          {t(attrs.length > 0 ? 'inspector.several.help' : 'inspector.several.nothing')}
        </p>
      </section>
    </>
  )
}

/** How many there are of each kind; of several kinds, one is chosen to be edited alone. */
function KindCounts({ nodes }: { readonly nodes: readonly DocumentNode[] }) {
  const t = useT()
  const byKind = group(nodes, ({ kind }) => kind)
  return (
    <ul className="kind-counts">
      {[...byKind].map(([kind, ofKind]) => {
        const { title } = kindInfo(kind)
        const text = (
          <>
            <span className="swatch" style={{ background: kindColor(kind) }} />
            {title} <span className="figures">{ofKind.length}</span>
          </>
        )
        return (
          <li key={kind}>
            {byKind.size === 1 ? (
              text
            ) : (
              <button
                type="button"
                className="kind-count"
                title={t('inspector.several.only', { kind: title })}
                data-testid={`only-${kind}`}
                onClick={event => selectOnly(ofKind, event.detail === 0)}
              >
                {text}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** By keyboard it goes on with what can be set. */
function selectOnly(nodes: readonly DocumentNode[], byKey: boolean): void {
  useDocument.getState().select({ nodes: nodes.map(({ id }) => id), edges: [] })
  if (byKey) requestAnimationFrame(focusProperties)
}

function ParameterTotal({ ids }: { readonly ids: readonly string[] }) {
  const t = useT()
  const total = useAnalysis(analysis =>
    ids.reduce((sum, id) => sum + (analysis.parameterCounts.get(id) ?? 0), 0),
  )
  return (
    <p className="inspector-facts" data-testid="several-parameters">
      {t('inspector.parameters', { count: total, formatted: formatCount(total) })}
    </p>
  )
}
