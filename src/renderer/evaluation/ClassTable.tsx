import { classMetrics, macroMean } from '../../engine/diagnosis/evaluation/class-metrics'
import type { ClassificationDetail } from '../../engine/diagnosis/evaluation/detail'
import { formatCount } from '../format'
import { useT } from '../i18n/index'
import { classNamesOf, percent } from './figures'

const columns = ['precision', 'recall', 'f1'] as const

/** How well each class is told from the others. */
export function ClassTable({ detail }: { readonly detail: ClassificationDetail }) {
  const t = useT()
  const metrics = classMetrics(detail)
  return (
    <table className="class-table" data-testid="class-table">
      <caption>{t('evaluation.classes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('evaluation.class')}</th>
          {columns.map(column => (
            <th key={column} scope="col">
              {t(`evaluation.${column}`)}
            </th>
          ))}
          <th scope="col">{t('evaluation.support')}</th>
        </tr>
      </thead>
      <tbody>
        {classNamesOf(detail).map((name, k) => {
          const own = metrics[k]!
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              {columns.map(column => (
                <td key={column}>{percent(own[column])}</td>
              ))}
              <td>{formatCount(own.support)}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('evaluation.macro')}</th>
          {columns.map(column => (
            <td key={column}>{percent(macroMean(metrics, column))}</td>
          ))}
          <td>{formatCount(detail.count)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
