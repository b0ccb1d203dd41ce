import { type DataAttrs, datasetInfo, trainingLimit } from '../../engine/data/catalog'
import type { DataInspection } from '../../engine/data/inspection'
import { validationCount } from '../../engine/training/run-length'
import { formatBytes, formatCount } from '../format'
import { useT } from '../i18n/index'
import { kindInfo } from '../i18n/kinds'
import { useDataView } from '../stores/data-view'

const shownClasses = 12

/** Sizes, parts and class balance. */
export function DataFacts({ inspection }: { readonly inspection: DataInspection }) {
  const t = useT()
  const draft = useDataView(state => state.attrs)
  const attrs = { ...draft, ...inspection.measured }
  const info = datasetInfo(attrs)
  if (!info) return null
  const { dropped } = inspection.preview
  const facts = [
    [t('data.examples'), formatCount(info.examples.train + info.examples.test)],
    [t('data.inputs'), formatCount(info.features.reduce((a, b) => a * b, 1))],
    ...(info.image
      ? [
          [
            t('data.pixels'),
            `${info.image.height}×${info.image.width}${info.image.channels === 3 ? '×3' : ''}`,
          ],
        ]
      : []),
    info.classes === null
      ? [t('data.target'), t('data.target.number')]
      : [t('data.classes'), formatCount(info.classes)],
    ...(inspection.measured ? [[t('data.size'), formatBytes(inspection.measured.bytes)]] : []),
  ]
  return (
    <>
      <section className="data-section">
        <dl className="data-facts" data-testid="data-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="figures">{value}</dd>
            </div>
          ))}
        </dl>
        {dropped > 0 && (
          <p className="field-help" data-testid="data-dropped">
            {t('data.dropped', { count: dropped, formatted: formatCount(dropped) })}
          </p>
        )}
      </section>
      <Parts attrs={attrs} train={info.examples.train} test={info.examples.test} />
      <Balance inspection={inspection} />
    </>
  )
}

interface PartsProps {
  readonly attrs: DataAttrs
  readonly train: number
  readonly test: number
}

function Parts({ attrs, train: all, test }: PartsProps) {
  const t = useT()
  const fraction = attrs.validationFraction ?? kindInfo('data').attrs.validationFraction!.default
  const validation = validationCount(all, Number(fraction))
  const train = Math.min(all - validation, trainingLimit(attrs))
  const parts = [
    { name: 'train', count: train },
    { name: 'validation', count: validation },
    { name: 'test', count: test },
  ] as const
  return (
    <section className="data-section">
      <h3 className="overline">{t('data.parts')}</h3>
      <div className="data-parts" aria-hidden>
        {parts.map(({ name, count }) => (
          <span key={name} data-part={name} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="data-legend" data-testid="data-parts">
        {parts.map(({ name, count }) => (
          <li key={name}>
            <span className="swatch" data-part={name} />
            {t(`data.part.${name}`)}
            <span className="figures">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Balance({ inspection: { preview } }: { readonly inspection: DataInspection }) {
  const t = useT()
  const { classCounts, classNames } = preview
  if (!classCounts) return null
  const most = Math.max(...classCounts)
  const rest = classCounts.length - shownClasses
  return (
    <section className="data-section">
      <h3 className="overline">{t('data.balance')}</h3>
      <ul className="data-balance">
        {classCounts.slice(0, shownClasses).map((count, label) => {
          const name = classNames?.[label] ?? String(label)
          return (
            <li key={name}>
              <span className="data-class" title={name}>
                {name}
              </span>
              <span className="data-bar" aria-hidden>
                <span style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span className="figures">{formatCount(count)}</span>
            </li>
          )
        })}
      </ul>
      {rest > 0 && <p className="field-help">{t('data.balance.more', { count: rest })}</p>}
    </section>
  )
}
