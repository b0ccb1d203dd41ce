import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { AttrField } from './AttrField'
import { trainingSpecs, trainingValue, withTrainingValue } from './training-fields'

/** How the network is trained: optimiser, batches, regularisation, seed. */
export function TrainingForm() {
  const t = useT()
  const training = useDocument(state => currentDocument(state).training)
  const specs = trainingSpecs(training)
  return (
    <section className="inspector-section" aria-labelledby="training-title">
      <h2 id="training-title" className="inspector-title">
        {t('training.title')}
      </h2>
      <div className="form form-grid">
        {Object.entries(specs).map(([name, spec]) => (
          <AttrField
            key={name}
            name={name}
            spec={spec}
            value={trainingValue(training, name)}
            onCommit={value =>
              useDocument
                .getState()
                .edit({ key: 'history.training', values: { field: spec.title } }, [
                  { kind: 'setTraining', training: withTrainingValue(training, name, value) },
                ])
            }
          />
        ))}
      </div>
    </section>
  )
}
