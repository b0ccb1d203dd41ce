import './xray.css'
import { CircleCheck, ShieldCheck } from 'lucide-react'
import type { Finding } from '../../engine/diagnosis/finding'
import { headerValue, rowValue } from '../../engine/telemetry/layout'
import { NodeChip } from '../findings/FindingDetail'
import { FixActions, useFixes } from '../findings/FixActions'
import { SeverityIcon } from '../findings/SeverityIcon'
import { formatCount, formatScientific, formatShare } from '../format'
import { engineText } from '../i18n/engine-text'
import { findingText } from '../i18n/findings'
import { useT } from '../i18n/index'
import { type Examined, lastExamined, outputRow, useXray } from '../stores/xray'
import { CommandButton } from '../ui/CommandButton'
import { depthRows } from './depth-rows'
import { ValueBar } from './ValueBar'

/** The dock's look at a network before it is trained. */
export function XrayPanel() {
  const t = useT()
  const now = useXray(state => state.now)
  const examined = lastExamined(now)
  if (now.state === 'refused') {
    return <Message title={engineText(now.message)} body={engineText(now.remedy)} />
  }
  if (!examined) {
    const title = now.state === 'working' ? t('xray.working') : t('xray.waiting.title')
    return <Message title={title} body={t('xray.waiting')} />
  }
  return (
    <div className="xray" data-state={now.state} data-testid="xray">
      <section className="xray-facts">
        <Facts examined={examined} busy={now.state === 'busy'} />
      </section>
      <section className="xray-depth" aria-label={t('xray.table')}>
        <DepthTable examined={examined} />
      </section>
    </div>
  )
}

function Message({ title, body }: { readonly title: string; readonly body: string }) {
  return (
    <div className="findings-none" data-testid="xray-message">
      <p className="findings-none-title">{title}</p>
      <p>{body}</p>
    </div>
  )
}

function Facts({ examined, busy }: { readonly examined: Examined; readonly busy: boolean }) {
  const t = useT()
  const { xray, graph, attenuation, findings } = examined
  const input = outputRow(xray, graph.data.id)
  const loss = headerValue(xray.frame, 'dataLoss')
  return (
    <>
      <p className="finding-lesson">
        {t('xray.summary', { count: xray.rows, formatted: formatCount(xray.rows) })}
        {busy && ` ${t('xray.busy')}`}
      </p>
      <dl className="xray-figures">
        <dt>{t('xray.loss')}</dt>
        <dd data-testid="xray-loss">
          <span className="figures">{formatScientific(loss)}</span>
          {xray.expectedLoss !== null && (
            <span className="finding-lesson">
              {t('xray.loss.expected', { expected: formatScientific(xray.expectedLoss) })}
            </span>
          )}
        </dd>
        {input && (
          <>
            <dt>{t('xray.input')}</dt>
            <dd className="figures" data-testid="xray-input">
              {t('xray.input.value', {
                mean: formatScientific(rowValue(xray.frame, input, 'activation.mean')),
                std: formatScientific(rowValue(xray.frame, input, 'activation.std')),
              })}
            </dd>
          </>
        )}
        {Number.isFinite(attenuation.factorPerLayer) && (
          <>
            <dt>{t('xray.factor')}</dt>
            <dd className="figures" data-testid="xray-factor">
              {t('xray.factor.value', { factor: formatScientific(attenuation.factorPerLayer) })}
            </dd>
          </>
        )}
      </dl>
      <CommandButton id="run.checkGradients" icon={ShieldCheck} testId="check-gradients" />
      <h4 className="overline">{t('xray.findings')}</h4>
      {findings.length === 0 ? (
        <p className="xray-sound">
          <CircleCheck aria-hidden size={14} /> {t('xray.findings.none')}
        </p>
      ) : (
        <ul className="xray-findings">
          {findings.map(finding => (
            <XrayFinding key={finding.rule} finding={finding} />
          ))}
        </ul>
      )}
    </>
  )
}

function XrayFinding({ finding }: { readonly finding: Finding }) {
  const { title, evidence, cause } = findingText(finding)
  const fixes = useFixes(finding)
  return (
    <li className="xray-finding" data-testid={`xray-finding-${finding.rule}`}>
      <p className="finding-title">
        <SeverityIcon severity={finding.severity} />
        {title}
      </p>
      <p>
        {evidence} {cause}
      </p>
      <p className="finding-nodes">
        {finding.nodeIds.slice(0, 6).map(id => (
          <NodeChip key={id} id={id} />
        ))}
      </p>
      {fixes.length > 0 && (
        <ul className="fixes">
          {fixes.slice(0, 2).map(fix => (
            <FixActions key={fix.id} fix={fix} first={false} rerun={false} />
          ))}
        </ul>
      )}
    </li>
  )
}

function DepthTable({ examined }: { readonly examined: Examined }) {
  const t = useT()
  const rows = depthRows(examined)
  const gradients = rows.map(({ gradient }) => gradient)
  const stds = rows.map(({ std }) => std)
  return (
    <table className="xray-table">
      <thead>
        <tr>
          <th scope="col">{t('xray.node')}</th>
          <th scope="col">{t('xray.std')}</th>
          <th scope="col">{t('xray.gradient')}</th>
          <th scope="col">{t('xray.saturated')}</th>
          <th scope="col">{t('xray.zero')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.nodeId} data-testid={`xray-row-${row.nodeId}`}>
            <th scope="row">
              <NodeChip id={row.nodeId} />
            </th>
            <td>
              <ValueBar value={row.std} all={stds} />
            </td>
            <td>
              <ValueBar value={row.gradient} all={gradients} />
            </td>
            <td>{Number.isNaN(row.saturated) ? '–' : formatShare(row.saturated)}</td>
            <td>{Number.isNaN(row.zero) ? '–' : formatShare(row.zero)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
