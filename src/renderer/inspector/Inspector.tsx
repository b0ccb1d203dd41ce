import './inspector.css'
import type { ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { edgeKey } from '../../engine/document/parse'
import { nodeName } from '../../engine/document/schema'
import { formatShape } from '../format'
import { useT } from '../i18n/index'
import { useAnalysis } from '../stores/analysis'
import { currentDocument, findNode, selectedNode, useDocument } from '../stores/document'
import { PartBoundary } from '../ui/PartBoundary'
import { NodeForm } from './NodeForm'
import { NodesForm } from './NodesForm'
import { Problems } from './Problems'
import { TrainingForm } from './TrainingForm'
import { undoInField } from './undo-in-field'

/** What is selected, to look at and to set up; with nothing selected, the training. */
export function Inspector() {
  const t = useT()
  const node = useDocument(selectedNode)
  const { nodes, edges } = useDocument(state => state.selection)
  const count = nodes.length + edges.length
  return (
    // With a key, so that something newly selected is seen from its top.
    <aside
      key={node?.id ?? count}
      className="inspector"
      aria-label={t('inspector.title')}
      data-testid="inspector"
      onKeyDown={undoInField}
    >
      <DocumentPart>
        {node ? (
          <NodeForm key={node.id} node={node} />
        ) : count === 1 ? (
          <EdgeFacts edge={edges[0] ?? ''} />
        ) : nodes.length > 0 ? (
          <NodesForm key={nodes.join()} ids={nodes} edgeCount={edges.length} />
        ) : count > 1 ? (
          <section className="inspector-section">
            <h2 className="inspector-title">{t('inspector.several.edges', { count })}</h2>
          </section>
        ) : (
          <>
            <ProblemSection />
            <TrainingForm />
          </>
        )}
      </DocumentPart>
    </aside>
  )
}

/** Where it failed, the next edit, such as Undo, may mend it. */
function DocumentPart({ children }: { readonly children: ReactNode }) {
  const document = useDocument(currentDocument)
  return <PartBoundary resetKeys={[document]}>{children}</PartBoundary>
}

function ProblemSection() {
  const t = useT()
  const empty = useDocument(state => currentDocument(state).nodes.length === 0)
  const sound = useAnalysis(analysis => analysis.problems.length === 0)
  if (empty || sound) return null
  return (
    <section className="inspector-section" aria-labelledby="problems-title">
      <h2 id="problems-title" className="inspector-title">
        {t('problems.title')}
      </h2>
      <Problems />
    </section>
  )
}

function EdgeFacts({ edge }: { readonly edge: string }) {
  const t = useT()
  const [from, to, source] = useDocument(
    useShallow(state => {
      const found = currentDocument(state).edges.find(other => edgeKey(other) === edge)
      const name = (id: string) => {
        const node = findNode(state, id)
        return node ? nodeName(node) : ''
      }
      return found ? [name(found.from.node), name(found.to.node), found.from.node] : ['', '', '']
    }),
  )
  const shape = useAnalysis(analysis => analysis.shapes.get(source))
  const batch = useDocument(state => currentDocument(state).training.batchSize)
  return (
    <section className="inspector-section">
      <p className="inspector-kind">{t('inspector.edge')}</p>
      <h2 className="inspector-title">
        {from} → {to}
      </h2>
      {shape && <p className="inspector-facts figures">{formatShape(batch, shape)}</p>}
      <p className="field-help">{t('inspector.edge.help')}</p>
    </section>
  )
}
