import { isRegularized, readBalance } from '../../engine/diagnosis/bias-variance'
import { useT } from '../i18n/index'
import { useEvaluation } from '../stores/evaluation'
import { useFindings } from '../stores/findings'
import { useRun } from '../stores/run'
import { percent } from './figures'

/** What training and validation say of bias and variance; the test part has no say in it. */
export function BalanceReading() {
  const t = useT()
  const { train, validation } = useEvaluation(state => state.parts)
  const document = useRun(({ run }) => run?.document)
  const findings = useFindings(state => state.summary?.findings)
  // Only figures of the same weights can be compared.
  if (!document || !train || !validation || train.step !== validation.step) return null
  const balance = readBalance({
    epoch: train.epoch,
    train: train.detail,
    validation: validation.detail,
    isRegularized: isRegularized(document),
    ...(findings && { findings }),
  })
  const { verdict, measure, advice } = balance
  const values = { train: percent(balance.train), validation: percent(balance.validation) }
  if (measure === 'error') {
    values.train = percent(1 - balance.train)
    values.validation = percent(1 - balance.validation)
  }
  return (
    <div className={`balance is-${verdict}`} data-testid="balance" data-verdict={verdict}>
      <h4>{t(`balance.${verdict}`)}</h4>
      {verdict !== 'unknown' && <p>{t(`balance.${measure}`, values)}</p>}
      <p>{t(`balance.${verdict}.text`)}</p>
      {advice.length > 0 && (
        <ul aria-label={t('balance.advice')}>
          {advice.map(each => (
            <li key={each}>{t(`balance.advice.${each}`)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
