import './start.css'
import { ArrowLeft, FilePlus2, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { GraphDocument } from '../../engine/document/schema'
import { analyze } from '../../engine/graph/analyze'
import { bridge } from '../bridge'
import { useCommand } from '../commands/use-command'
import { ExperimentCards } from '../experiments/ExperimentCards'
import { openExample } from '../files/file-actions'
import { formatCount } from '../format'
import { hasMessage, useT } from '../i18n/index'
import { Preferences } from '../shell/Preferences'
import { useDocument } from '../stores/document'
import { useView } from '../stores/view'
import { type Example, inOrder, readExample } from './example'
import { GraphPreview } from './GraphPreview'
import { RecentFiles } from './RecentFiles'
import { UnsavedWork } from './UnsavedWork'

/** Where a session begins: examples that run with one click, a new network, a file. */
export function StartScreen() {
  const t = useT()
  const open = useDocument(state => state.open)
  const name = useDocument(state => state.name)
  const examples = useExamples()
  return (
    <main className="start" data-testid="start-screen">
      <div className="start-scroll">
        <div className="start-body">
          <header className="start-head">
            <Mark />
            <div>
              <h1>{t('start.title')}</h1>
              <p>{t('start.subtitle')}</p>
            </div>
            <div className="start-actions">
              {open && (
                <button
                  type="button"
                  className="button button-ghost"
                  data-testid="start-back"
                  onClick={() => useView.getState().show('editor')}
                >
                  <ArrowLeft aria-hidden size={14} />
                  {t('start.back', { name })}
                </button>
              )}
              <StartButton id="file.open" testId="start-open" />
              <StartButton id="file.new" testId="start-new" />
            </div>
          </header>
          <UnsavedWork />
          <RecentFiles />
          <section aria-labelledby="examples-title">
            <h2 id="examples-title" className="overline">
              {t('start.examples')}
            </h2>
            <div className="example-grid">
              {examples?.map(example => (
                <ExampleCard key={example.id} example={example} />
              ))}
            </div>
            {examples?.length === 0 && <p className="start-none">{t('start.examples.none')}</p>}
          </section>
          <ExperimentCards />
        </div>
      </div>
      <footer className="start-foot">
        <Preferences />
      </footer>
    </main>
  )
}

/** Examples as main has them; null until they came. */
function useExamples(): readonly Example[] | null {
  const [examples, setExamples] = useState<readonly Example[] | null>(null)
  useEffect(() => {
    let here = true
    bridge()
      .request('examples.list', undefined)
      .then(list => here && setExamples(inOrder(list.map(readExample))))
      .catch(() => here && setExamples([]))
    return () => {
      here = false
    }
  }, [])
  return examples
}

function StartButton({
  id,
  testId,
}: {
  readonly id: 'file.new' | 'file.open'
  readonly testId: string
}) {
  const t = useT()
  const { run } = useCommand(id)
  const isNew = id === 'file.new'
  const Icon = isNew ? FilePlus2 : FolderOpen
  return (
    <button
      type="button"
      className={`button ${isNew ? 'button-primary' : 'button-plain'} button-large`}
      data-testid={testId}
      title={t(isNew ? 'start.new.help' : 'start.open.help')}
      onClick={run}
    >
      <Icon aria-hidden size={15} />
      {t(isNew ? 'start.new' : 'start.open')}
    </button>
  )
}

function ExampleCard({ example: { id, title, document } }: { readonly example: Example }) {
  const t = useT()
  const titleKey = `example.${id}.title`
  const summaryKey = `example.${id}.summary`
  return (
    <button
      type="button"
      className="example"
      data-testid={`example-${id}`}
      disabled={document === null}
      onClick={() => void openExample(id)}
    >
      <span className="example-preview">{document && <GraphPreview document={document} />}</span>
      <span className="example-text">
        <span className="example-title">{hasMessage(titleKey) ? t(titleKey) : title}</span>
        {hasMessage(summaryKey) && <span className="example-summary">{t(summaryKey)}</span>}
        <span className="example-facts figures">
          {document ? <Facts document={document} /> : t('start.broken')}
        </span>
      </span>
    </button>
  )
}

function Facts({ document }: { readonly document: GraphDocument }) {
  const t = useT()
  const counts = [...analyze(document).parameterCounts.values()]
  const parameters = counts.reduce((sum, count) => sum + count, 0)
  return (
    <>
      {t('start.nodes', { count: document.nodes.length })}
      {' · '}
      {t('status.parameters', { count: parameters, formatted: formatCount(parameters) })}
    </>
  )
}

/** The app's mark: a gradient that fades from layer to layer. */
function Mark() {
  return (
    <svg className="start-mark" viewBox="0 0 40 40" aria-hidden="true">
      {[1, 0.72, 0.48, 0.28].map((opacity, index) => (
        <rect
          key={opacity}
          x={31 - index * 8.6}
          y={6 + index * 3.4}
          width="6"
          height={28 - index * 6.8}
          rx="3"
          fill="var(--accent)"
          opacity={opacity}
        />
      ))}
    </svg>
  )
}
