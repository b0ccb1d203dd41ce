import { useEffect, useMemo, useRef, useState } from 'react'
import { formatCount, formatField } from '../format'
import { useT } from '../i18n/index'
import { currentDocument, useDocument } from '../stores/document'
import { plannedRun, ratesOf } from './planned-run'
import { drawSchedulePreview } from './schedule-preview'

const height = 58
/** The inspector's least width less its padding, until it is measured. */
const leastWidth = 250

/** The learning rate over the run to come, as the present settings have it. */
export function SchedulePreview() {
  const t = useT()
  const document = useDocument(currentDocument)
  const run = useMemo(() => plannedRun(document), [document])
  const points = useMemo(() => (run ? ratesOf(document, run) : []), [document, run])
  const svg = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(leastWidth)

  const rates = points.map(({ rate }) => rate)
  const figure = (rate: number) => formatField(Number(rate.toPrecision(2)))
  const highest = figure(Math.max(...rates))
  const lowest = figure(Math.min(...rates))
  const text = {
    top:
      lowest === highest
        ? t('training.preview.constant', { rate: highest })
        : t('training.preview.range', { lowest, highest }),
    start: t('training.preview.start'),
    end: t('training.preview.end', { step: formatCount(run?.totalSteps ?? 0) }),
  }

  useEffect(() => {
    const element = svg.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || leastWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (svg.current) drawSchedulePreview(svg.current, points, text, { width, height })
  })

  if (!run) return null
  return (
    <svg
      ref={svg}
      className="schedule-preview"
      role="img"
      aria-label={`${t('training.preview')}: ${text.top}`}
      data-testid="schedule-preview"
      height={height}
    />
  )
}
