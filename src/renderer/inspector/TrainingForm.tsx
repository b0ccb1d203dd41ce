import { Dices } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AttrValue } from '../../engine/nodes/attrs'
import { formatCount } from '../format'
import { type Message, useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { Tooltip } from '../ui/Tooltip'
import { AttrField } from './AttrField'
import { EarlyStoppingNotes } from './EarlyStoppingNotes'
import { trainingFormula } from './formulas'
import { plannedRun } from './planned-run'
import { SchedulePreview } from './SchedulePreview'
import { trainingForm, trainingGroups, trainingValue, withTrainingValue } from './training-fields'

/** How the network is trained: optimiser, schedule, length of the run, regularisation. */
export function TrainingForm() {
  const t = useT()
  const training = useDocument(state => currentDocument(state).training)
  const form = trainingForm(training)
  const after: Readonly<Record<string, ReactNode>> = {
    'schedule.warmup': <SchedulePreview />,
    epochs: <RunLength />,
    earlyStopping: <EarlyStoppingNotes />,
  }
  return (
    <section className="inspector-section" aria-labelledby="training-title">
      <h2 id="training-title" className="inspector-title">
        {t('training.title')}
      </h2>
      {trainingGroups.map(group => (
        <div key={group} className="form form-grid training-group">
          {Object.entries(form[group]).flatMap(([name, spec]) => [
            <AttrField
              key={name}
              name={name}
              spec={spec}
              value={trainingValue(training, name)}
              formula={trainingFormula(training, name)}
              action={name === 'seed' ? <NewSeed /> : undefined}
              onCommit={value =>
                change(name, value, { key: 'history.training', values: { field: spec.title } })
              }
            />,
            after[name] && (
              <div key={`after ${name}`} className="form-wide">
                {after[name]}
              </div>
            ),
          ])}
        </div>
      ))}
    </section>
  )
}

function change(field: string, value: AttrValue, label: Message): void {
  const state = useDocument.getState()
  const { training } = currentDocument(state)
  state.edit(label, [{ kind: 'setTraining', training: withTrainingValue(training, field, value) }])
}

/** `113 steps an epoch, 565 in all; 7,200 examples`. */
function RunLength() {
  const t = useT()
  const document = useDocument(currentDocument)
  const run = plannedRun(document)
  if (!run) return null
  return (
    <p className="field-help" data-testid="run-length">
      {t('training.length', {
        count: run.stepsPerEpoch,
        steps: formatCount(run.stepsPerEpoch),
        total: formatCount(run.totalSteps),
        examples: t('training.examples', {
          count: run.trainExamples,
          formatted: formatCount(run.trainExamples),
        }),
      })}
    </p>
  )
}

function NewSeed() {
  const t = useT()
  const draw = () => {
    const [seed = 1] = crypto.getRandomValues(new Uint32Array(1))
    change('seed', seed, { key: 'history.newSeed' })
  }
  return (
    <Tooltip content={t('training.newSeed')}>
      <button
        type="button"
        className="button button-plain"
        data-icon-only
        aria-label={t('training.newSeed')}
        data-testid="new-seed"
        onClick={draw}
      >
        <Dices aria-hidden size={15} />
      </button>
    </Tooltip>
  )
}
