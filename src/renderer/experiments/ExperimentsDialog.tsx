import './experiments.css'
import { Dialog } from '@base-ui/react/dialog'
import { Search, Square, X } from 'lucide-react'
import { findExperiment, pathsExperiment, searchExperiment } from '../../engine/experiments/catalog'
import type { Experiment } from '../../engine/experiments/experiment'
import { defaultParameters } from '../../engine/sweep/spec'
import { type MessageKey, useT } from '../i18n/index'
import { showPanel } from '../stores/dock'
import { chooseSweep } from '../stores/sweep'
import { PartBoundary } from '../ui/PartBoundary'
import { ComparisonChart } from './ComparisonChart'
import { ExperimentNumber } from './ExperimentCards'
import { OptimizerPaths } from './OptimizerPaths'
import {
  closeExperiments,
  experimentIds,
  showExperiments,
  stopVariants,
  trainVariants,
  useExperiments,
} from './store'
import { openVariant, VariantTable } from './VariantTable'

/** The gallery: what each experiment asks, and its variants side by side. */
export function ExperimentsDialog() {
  const t = useT()
  const open = useExperiments(state => state.open)
  const shown = useExperiments(state => state.shown)
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && closeExperiments()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="experiments" data-testid="experiments">
          <header className="experiments-head">
            <Dialog.Title className="dialog-title">{t('experiments.title')}</Dialog.Title>
            <Dialog.Close
              className="button button-ghost"
              data-icon-only
              aria-label={t('dialog.close')}
              data-testid="experiments-close"
            >
              <X aria-hidden size={16} />
            </Dialog.Close>
          </header>
          <div className="experiments-body">
            <nav aria-label={t('experiments.all')}>
              {experimentIds.map(id => (
                <button
                  key={id}
                  type="button"
                  className="experiment-item"
                  aria-current={id === shown || undefined}
                  data-testid={`experiment-${id}`}
                  onClick={() => showExperiments(id)}
                >
                  <ExperimentNumber id={id} />
                  {t(`experiment.${id}.title` as MessageKey)}
                </button>
              ))}
            </nav>
            <PartBoundary key={shown}>
              <ExperimentView id={shown} />
            </PartBoundary>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const parts = ['do', 'expect', 'look'] as const

function ExperimentView({ id }: { readonly id: string }) {
  const t = useT()
  const experiment = findExperiment(id)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that arrow keys scroll it
    <article className="experiment" tabIndex={0} data-testid="experiment">
      <h3>{t(`experiment.${id}.question` as MessageKey)}</h3>
      <dl className="experiment-texts">
        {parts.map(part => (
          <div key={part}>
            <dt className="overline">{t(`experiments.${part}`)}</dt>
            <dd>{t(`experiment.${id}.${part}` as MessageKey)}</dd>
          </div>
        ))}
      </dl>
      {experiment && <Comparison experiment={experiment} />}
      {id === pathsExperiment && <OptimizerPaths />}
    </article>
  )
}

function Comparison({ experiment }: { readonly experiment: Experiment }) {
  const t = useT()
  const isMissing = useExperiments(({ graphs }) => graphs !== null && !graphs[experiment.id])
  if (isMissing) return <p className="experiment-missing">{t('experiments.missing')}</p>
  return (
    <>
      <div className="experiment-run">
        <h4 className="overline">{t('experiments.variants')}</h4>
        {experiment.id === searchExperiment && <OpenSearch experiment={experiment} />}
        <RunAll id={experiment.id} />
      </div>
      <VariantTable experiment={experiment} />
      <ComparisonChart experiment={experiment} />
    </>
  )
}

/** The network with the search of the course ready to start. */
function OpenSearch({ experiment }: { readonly experiment: Experiment }) {
  const t = useT()
  return (
    <button
      type="button"
      className="button button-plain"
      title={t('experiments.sweep.help')}
      data-testid="open-search"
      onClick={() => void openSearch(experiment)}
    >
      <Search aria-hidden size={13} />
      {t('experiments.sweep')}
    </button>
  )
}

async function openSearch(experiment: Experiment): Promise<void> {
  if (!(await openVariant(experiment, experiment.variants.at(-1)!))) return
  chooseSweep({ method: 'random', parameters: defaultParameters })
  showPanel('sweep')
}

function RunAll({ id }: { readonly id: string }) {
  const t = useT()
  const training = useExperiments(state => state.training)
  const isReady = useExperiments(({ graphs }) => graphs !== null)
  if (training === id) {
    return (
      <button
        type="button"
        className="button button-plain"
        data-testid="stop-variants"
        onClick={stopVariants}
      >
        <Square aria-hidden size={12} />
        {t('experiments.stop')}
      </button>
    )
  }
  const isBusy = training !== null
  return (
    <button
      type="button"
      className="button button-primary"
      aria-disabled={isBusy || !isReady}
      title={t(isBusy ? 'experiments.otherRuns' : 'experiments.runAll.help')}
      data-testid="run-variants"
      onClick={() => isReady && void trainVariants(id)}
    >
      {t('experiments.runAll')}
    </button>
  )
}
