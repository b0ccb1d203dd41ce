import { Play, SquareArrowOutUpRight } from 'lucide-react'
import type { Experiment, Variant } from '../../engine/experiments/experiment'
import { openShipped } from '../files/file-actions'
import { engineText } from '../i18n/engine-text'
import { type MessageKey, useT } from '../i18n/index'
import { colourOf } from '../runs/colours'
import { currentDocument, useDocument } from '../stores/document'
import { engine } from '../stores/run'
import { figureText } from './figure-text'
import { closeExperiments, graphOf, useExperiments, type VariantRun } from './store'

/** Every variant with its state and its figures, to be opened or trained by itself. */
export function VariantTable({ experiment }: { readonly experiment: Experiment }) {
  const t = useT()
  const runs = useExperiments(state => state.runs[experiment.id])
  return (
    <table className="variants" data-testid="variants">
      <thead>
        <tr>
          <th scope="col">{t('experiments.variant')}</th>
          <th scope="col">{t('experiments.state')}</th>
          {experiment.figures.map(id => (
            <th key={id} scope="col" data-align="end">
              {t(`figure.${id}`)}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">{t('experiments.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {experiment.variants.map((variant, place) => (
          <VariantLine
            key={variant.id}
            experiment={experiment}
            variant={variant}
            place={place}
            run={runs?.[variant.id]}
          />
        ))}
      </tbody>
    </table>
  )
}

interface VariantLineProps {
  readonly experiment: Experiment
  readonly variant: Variant
  readonly place: number
  readonly run: VariantRun | undefined
}

function VariantLine({ experiment, variant, place, run }: VariantLineProps) {
  const t = useT()
  const name = t(`variant.${variant.id}` as MessageKey)
  const state = run?.state ?? 'none'
  return (
    <tr
      className={`run-${colourOf(place)}`}
      data-testid={`variant-${variant.id}`}
      data-state={state}
    >
      <th scope="row">
        <i aria-hidden className="variant-swatch" data-dashed={isDashed(place) || undefined} />
        {name}
      </th>
      <td className="variant-state" title={run?.reason ? engineText(run.reason) : undefined}>
        <StateText run={run} />
      </td>
      {experiment.figures.map(id => (
        <td key={id} data-align="end" data-figure={id}>
          {figureText(id, run?.figures[id])}
        </td>
      ))}
      <td className="variant-actions">
        <button
          type="button"
          className="button button-ghost"
          title={t('experiments.open.named', { name })}
          aria-label={t('experiments.open.named', { name })}
          data-testid={`open-${variant.id}`}
          onClick={() => void openVariant(experiment, variant)}
        >
          <SquareArrowOutUpRight aria-hidden size={13} />
          {t('experiments.open')}
        </button>
        <button
          type="button"
          className="button button-ghost"
          title={t('experiments.train.named', { name })}
          aria-label={t('experiments.train.named', { name })}
          data-testid={`train-${variant.id}`}
          onClick={() => void trainVariant(experiment, variant)}
        >
          <Play aria-hidden size={13} />
          {t('experiments.train')}
        </button>
      </td>
    </tr>
  )
}

/** Colours come again after all were used; then lines are dashed. */
export function isDashed(place: number): boolean {
  return colourOf(place) !== place
}

function StateText({ run }: { readonly run: VariantRun | undefined }) {
  const t = useT()
  if (!run) return t('experiments.state.none')
  const percent = run.totalSteps > 0 ? Math.floor((100 * run.step) / run.totalSteps) : 0
  switch (run.state) {
    case 'running':
      return t('experiments.state.running', { percent })
    case 'diverged':
      return t('experiments.state.diverged', { step: run.step })
    default:
      return t(`experiments.state.${run.state}`)
  }
}

/** Shows a variant in the editor; false where the user kept what is there. */
export async function openVariant(experiment: Experiment, variant: Variant): Promise<boolean> {
  const document = graphOf(experiment, variant)
  if (!document || !(await openShipped(document))) return false
  closeExperiments()
  return true
}

async function trainVariant(experiment: Experiment, variant: Variant): Promise<void> {
  if (await openVariant(experiment, variant)) {
    await engine.train(currentDocument(useDocument.getState()))
  }
}
