import './trust.css'
import { Dialog } from '@base-ui/react/dialog'
import { RotateCw, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { GradientCheck, TensorCheck } from '../../engine/diagnosis/gradient-check'
import { showNode } from '../findings/FindingDetail'
import { formatCount, formatScientific } from '../format'
import { engineText } from '../i18n/engine-text'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import {
  cancelCheck,
  checkGradients,
  isOutdated,
  showTrust,
  type TrustState,
  useTrust,
  verdictOf,
} from '../stores/trust'
import { VerdictIcon } from './VerdictIcon'

/** The window of the gradient check: how far it is, then every tensor with its error. */
export function TrustDialog() {
  const t = useT()
  const { check, open } = useTrust()
  const outdated = useDocument(state => isOutdated(check, currentDocument(state)))
  const isChecking = check.state === 'checking'
  const close = () => {
    cancelCheck()
    showTrust(false)
  }
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog trust-dialog" data-testid="trust-dialog">
          <Dialog.Title className="dialog-title">{t('trust.title')}</Dialog.Title>
          <Dialog.Description className="dialog-body">{t('trust.explain')}</Dialog.Description>
          {outdated && <p className="trust-stale">{t('trust.stale')}</p>}
          <Body check={check} />
          <div className="dialog-actions">
            <button
              type="button"
              className="button button-plain"
              data-testid="trust-close"
              onClick={close}
            >
              {isChecking ? t('trust.cancel') : t('trust.close')}
            </button>
            {!isChecking && (
              <button
                type="button"
                className="button button-primary"
                data-testid="trust-again"
                onClick={checkGradients}
              >
                <RotateCw aria-hidden size={13} />
                {t('trust.again')}
              </button>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Body({ check }: { readonly check: TrustState }) {
  if (check.state === 'none') return null
  if (check.state === 'checking') return <Progress progress={check.progress} />
  const { outcome } = check
  if (outcome.ok) return <Result check={outcome.initial} />
  return (
    <p className="trust-verdict" data-testid="trust-failure">
      {engineText(outcome.message)} {engineText(outcome.remedy)}
    </p>
  )
}

type Progress = Extract<TrustState, { state: 'checking' }>['progress']

function Progress({ progress }: { readonly progress: Progress }) {
  const t = useT()
  const label = progress
    ? t('trust.progress', {
        tensor: progress.tensor,
        done: progress.index + 1,
        count: progress.count,
      })
    : t('trust.starting')
  return (
    <div className="trust-progress" role="status" data-testid="trust-progress">
      <progress value={progress?.index ?? 0} max={progress?.count ?? 1} aria-label={label} />
      <span>{label}</span>
    </div>
  )
}

function Result({ check }: { readonly check: GradientCheck }) {
  const t = useT()
  if (check.tensors.length === 0) return <p className="trust-verdict">{t('trust.noLoss')}</p>
  const Icon = check.passed ? ShieldCheck : ShieldAlert
  return (
    <>
      <p className="trust-verdict" data-passed={check.passed} data-testid="trust-verdict">
        <Icon aria-hidden size={16} />
        {check.passed ? t('trust.passed') : t('trust.failed')}
      </p>
      <div className="trust-scroll">
        <table className="trust-table">
          <thead>
            <tr>
              <th scope="col">{t('trust.tensor')}</th>
              <th scope="col">{t('trust.error')}</th>
              <th scope="col">{t('trust.direction')}</th>
              <th scope="col">{t('trust.entries')}</th>
              <th scope="col">{t('trust.kinks')}</th>
              <th scope="col">{t('trust.result')}</th>
            </tr>
          </thead>
          <tbody>
            {check.tensors.map(tensor => (
              <TensorRow key={tensor.name} tensor={tensor} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function TensorRow({ tensor }: { readonly tensor: TensorCheck }) {
  const t = useT()
  const { name, nodeId, size, checked, kinks, relativeError, directionalError, worst } = tensor
  const verdict = verdictOf(tensor)
  const [entry] = worst
  const choose = () => {
    showTrust(false)
    showNode(nodeId)
  }
  return (
    <>
      <tr data-verdict={verdict} data-testid={`trust-${name}`}>
        <th scope="row">
          <button type="button" className="link" onClick={choose}>
            {name}
          </button>
        </th>
        <td>{formatScientific(relativeError)}</td>
        <td>{directionalError === null ? '–' : formatScientific(directionalError)}</td>
        <td>
          {t('trust.entries.value', { checked: formatCount(checked), size: formatCount(size) })}
        </td>
        <td>{formatCount(kinks)}</td>
        <td className="trust-cell">
          <VerdictIcon verdict={verdict} />
          {t(resultKeys[verdict])}
        </td>
      </tr>
      {verdict === 'wrong' && entry && (
        <tr className="trust-worst">
          <td colSpan={6}>
            {t('trust.worst', {
              index: `[${entry.index.join(', ')}]`,
              analytic: formatScientific(entry.analytic),
              numeric: formatScientific(entry.numeric),
            })}
          </td>
        </tr>
      )}
    </>
  )
}

const resultKeys = {
  verified: 'trust.result.ok',
  wrong: 'trust.result.wrong',
  kink: 'trust.result.kink',
} as const
