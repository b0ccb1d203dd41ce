import { type KeyboardEvent, useEffect, useState } from 'react'
import { type DocumentNode, nodeName } from '../../engine/document/schema'
import { type AttrValue, attrApplies } from '../../engine/nodes/attrs'
import { kindColor } from '../canvas/kind-color'
import { DataSection } from '../data/DataSection'
import { formatCount, formatShape } from '../format'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, useDocument } from '../stores/document'
import { NodeTrust } from '../trust/NodeTrust'
import { AttrField } from './AttrField'
import { Formula } from './Formula'
import { attrFormula, nodeFormula } from './formulas'
import { NodeProblems } from './NodeProblems'
import { Statistics } from './Statistics'

const maxLabel = 200

/** Everything of one node: what it is, its fields, and how it fares in the run. */
export function NodeForm({ node }: { readonly node: DocumentNode }) {
  const t = useT()
  const definition = kindInfo(node.kind)
  const fields = Object.entries(definition.attrs).filter(
    ([, spec]) => !spec.hidden && attrApplies(spec, node.attrs),
  )
  const change = (attr: string, title: string) => (value: AttrValue) =>
    useDocument
      .getState()
      .edit({ key: 'history.setAttr', values: { attr: title, name: nodeName(node) } }, [
        { kind: 'setAttrs', id: node.id, attrs: { [attr]: value } },
      ])
  return (
    <>
      <header className="inspector-head">
        <p className="inspector-kind">
          <span className="swatch" style={{ background: kindColor(node.kind) }} />
          {definition.title}
        </p>
        <NameField node={node} />
        <NodeFacts node={node} />
      </header>
      <NodeProblems nodeId={node.id} />
      {node.kind === 'data' && <DataSection node={node} />}
      {fields.length > 0 && (
        <section className="inspector-section form">
          {fields.map(([name, spec]) => (
            <AttrField
              key={name}
              name={name}
              spec={spec}
              value={node.attrs[name] ?? spec.default}
              formula={attrFormula(node, name)}
              onCommit={change(name, spec.title)}
            />
          ))}
        </section>
      )}
      <Statistics nodeId={node.id} />
      <NodeTrust nodeId={node.id} />
      <section className="inspector-section">
        <h2 className="overline">{t('inspector.formula')}</h2>
        <Formula latex={nodeFormula(node)} />
        <p className="field-help">{definition.summary}</p>
      </section>
    </>
  )
}

/** `64×784 → 64×16 · 12,560 parameters`. */
function NodeFacts({ node }: { readonly node: DocumentNode }) {
  const t = useT()
  const batch = useDocument(state => currentDocument(state).training.batchSize)
  const edges = useDocument(state => currentDocument(state).edges)
  const shapes = useAnalysis(analysis => analysis.shapes)
  const parameters = useAnalysis(analysis => analysis.parameterCounts.get(node.id) ?? 0)
  const output = shapes.get(node.id)
  const inputs = edges
    .filter(edge => edge.to.node === node.id)
    .map(edge => shapes.get(edge.from.node))
    .filter(shape => shape !== undefined)
  if (!output) return null
  const into = inputs.map(shape => formatShape(batch, shape)).join(', ')
  return (
    <p className="inspector-facts" data-testid="node-facts">
      <span className="figures">
        {into && `${into} → `}
        {formatShape(batch, output)}
      </span>
      {parameters > 0 && (
        <span>
          {t('inspector.parameters', { count: parameters, formatted: formatCount(parameters) })}
        </span>
      )}
    </p>
  )
}

/** The name is the heading of the form and is changed where it stands. */
function NameField({ node }: { readonly node: DocumentNode }) {
  const t = useT()
  const name = nodeName(node)
  const [draft, setDraft] = useState<string | null>(null)
  useEffect(() => setDraft(null), [name])

  const commit = () => {
    if (draft === null) return
    setDraft(null)
    const label = draft.trim().normalize('NFC')
    // The id is the name of a node that has no label: typing it takes the label away.
    useDocument
      .getState()
      .edit({ key: 'history.rename', values: { name } }, [
        { kind: 'setLabel', id: node.id, label: label === node.id ? '' : label },
      ])
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') setDraft(null)
  }
  return (
    <input
      className="inspector-name"
      type="text"
      maxLength={maxLabel}
      spellCheck={false}
      aria-label={t('inspector.name')}
      data-testid="attr-label"
      data-settled={draft === null || undefined}
      value={draft ?? name}
      title={name}
      onChange={event => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={press}
    />
  )
}
