import { useState } from 'react'
import type {
  ColumnSummary,
  ColumnUse,
  DataInspection,
  TableSample,
} from '../../engine/data/inspection'
import { formatList, parseList } from '../../engine/data/text-list'
import { formatCount, formatScientific } from '../format'
import { useT } from '../i18n/index'
import { setDataAttrs, useDataView } from '../stores/data-view'
import { Select } from '../ui/Select'

/** Columns that are shown at first, and that are added at a time. */
const columnsAtATime = 40

type Column = TableSample['columns'][number]

interface TablePreviewProps {
  readonly sample: TableSample | null
  readonly inspection: DataInspection | null
  readonly isOwn: boolean
}

/** The first rows, above each column what it is taken for and how its values lie. */
export function TablePreview({ sample, inspection, isOwn }: TablePreviewProps) {
  const t = useT()
  const columns: readonly Column[] = sample?.columns ?? inspection?.preview.columns ?? []
  const rows = sample?.rows ?? inspection?.preview.rows ?? []
  const summaries = new Map(inspection?.preview.columns.map(column => [column.name, column]))
  const firstRow = inspection?.preview.firstRow ?? (sample?.form.header === 'names' ? 2 : 1)
  const examples = inspection?.measured?.rows ?? Number.POSITIVE_INFINITY
  const [most, setMost] = useState(columnsAtATime)
  const shown = firstColumns(columns, most)
  return (
    <>
      <div className="data-table-scroll">
        <table className="data-table" data-testid="data-table">
          <thead>
            <tr>
              <th scope="col" className="data-row-number">
                {t('data.row')}
              </th>
              {shown.map(({ column }) => (
                <th
                  key={column.name}
                  scope="col"
                  data-target={column.isTarget || undefined}
                  data-ignored={column.use === 'ignored' || undefined}
                >
                  <span className="data-column-name" title={column.name}>
                    {column.name}
                  </span>
                  <UseOf column={column} isOwn={isOwn} />
                  <Summary summary={summaries.get(column.name)} examples={examples} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                <td className="data-row-number figures">{firstRow + i}</td>
                {shown.map(({ column, at }) => (
                  <td
                    key={column.name}
                    data-target={column.isTarget || undefined}
                    data-ignored={column.use === 'ignored' || undefined}
                    data-number={column.use === 'number' || undefined}
                  >
                    {row[at] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < columns.length && (
        <p className="field-help data-columns" data-testid="data-columns">
          {t('data.columns.some', {
            shown: formatCount(shown.length),
            count: formatCount(columns.length),
          })}
          <button
            type="button"
            className="link"
            onClick={() => setMost(before => before + columnsAtATime)}
          >
            {t('data.columns.more')}
          </button>
        </p>
      )}
    </>
  )
}

/** The first columns with their places, and the target wherever it stands. */
function firstColumns(columns: readonly Column[], most: number) {
  return columns
    .map((column, at) => ({ column, at }))
    .filter(({ column, at }) => at < most || column.isTarget)
}

const uses = ['number', 'category', 'ignored'] as const satisfies readonly ColumnUse[]

function UseOf({ column, isOwn }: { readonly column: Column; readonly isOwn: boolean }) {
  const t = useT()
  const { name, use, isTarget } = column
  if (!isOwn || isTarget) {
    return (
      <span className="data-use">{isTarget ? t('data.use.target') : t(`data.use.${use}`)}</span>
    )
  }
  return (
    <Select
      look="quiet"
      label={t('data.use', { column: name })}
      testId={`use-${name}`}
      value={use}
      options={uses.map(value => ({ value, title: t(`data.use.${value}`) }))}
      onChange={next => setUse(name, next as ColumnUse)}
    />
  )
}

/** Columns are named where they are taken otherwise than their first rows suggest. */
function setUse(name: string, use: ColumnUse): void {
  const { attrs } = useDataView.getState()
  const changed = (attr: 'ignored' | 'categorical', isIn: boolean) => {
    const others = parseList(String(attrs[attr] ?? '')).filter(each => each !== name)
    return formatList(isIn ? [...others, name] : others)
  }
  setDataAttrs({
    ignored: changed('ignored', use === 'ignored'),
    categorical: changed('categorical', use === 'category'),
  })
}

interface SummaryProps {
  readonly summary: ColumnSummary | undefined
  readonly examples: number
}

function Summary({ summary, examples }: SummaryProps) {
  const t = useT()
  if (!summary || summary.use === 'ignored') return <span className="data-summary" />
  const { numbers, categories, distinct, missing } = summary
  // Names and keys: nearly every row has a category of its own, from which nothing is learned.
  const isKey = distinct !== null && distinct > Math.max(20, examples / 2)
  const missingText =
    missing > 0 ? t('data.missing', { count: missing, formatted: formatCount(missing) }) : null
  return (
    <span className="data-summary">
      {numbers && <Histogram name={summary.name} {...numbers.histogram} />}
      {categories && <Bars counts={categories.map(({ count }) => count)} />}
      <span className="data-figures figures">
        {numbers &&
          (numbers.deviation === 0
            ? t('data.constant')
            : `${formatScientific(numbers.mean)} ± ${formatScientific(numbers.deviation)}`)}
        {categories &&
          t('data.distinct', { count: distinct ?? 0, formatted: formatCount(distinct ?? 0) })}
      </span>
      {isKey && <span className="data-missing">{t('data.key')}</span>}
      {missingText && <span className="data-missing">{missingText}</span>}
    </span>
  )
}

interface HistogramProps {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly counts: readonly number[]
}

function Histogram({ name, min, max, counts }: HistogramProps) {
  const t = useT()
  const values = { column: name, min: formatScientific(min), max: formatScientific(max) }
  return <Bars counts={counts} label={t('data.histogram', values)} />
}

function Bars({ counts, label }: { readonly counts: readonly number[]; readonly label?: string }) {
  const most = Math.max(...counts, 1)
  const width = 100 / Math.max(counts.length, 1)
  return (
    <svg
      className="data-bars"
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {label && <title>{label}</title>}
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(1, (24 * count) / most)
        return (
          <rect
            key={i}
            x={i * width + width * 0.08}
            y={24 - height}
            width={width * 0.84}
            height={height}
          />
        )
      })}
    </svg>
  )
}
