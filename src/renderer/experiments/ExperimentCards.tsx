import './experiments.css'
import { type MessageKey, useT } from '../i18n/index'
import { experimentIds, showExperiments } from './store'

/** The experiments on the start screen, by what they ask. */
export function ExperimentCards() {
  const t = useT()
  return (
    <section className="start-section experiment-cards" aria-labelledby="experiments-title">
      <header className="start-section-head">
        <h2 id="experiments-title" className="overline">
          {t('experiments.title')}
        </h2>
        <p>{t('experiments.help')}</p>
      </header>
      <ul>
        {experimentIds.map(id => (
          <li key={id}>
            <button
              type="button"
              className="experiment-card"
              data-testid={`experiment-card-${id}`}
              onClick={() => showExperiments(id)}
            >
              <ExperimentNumber id={id} />
              <span className="experiment-card-text">
                <span className="experiment-card-question">
                  {t(`experiment.${id}.question` as MessageKey)}
                </span>
                <span className="experiment-card-title">
                  {t(`experiment.${id}.title` as MessageKey)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The place of an experiment in the course. */
export function ExperimentNumber({ id }: { readonly id: string }) {
  return (
    <span aria-hidden className="experiment-number figures">
      {Number(id.slice(0, 2))}
    </span>
  )
}
