import { Pause, Play, RotateCcw } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { height, lowest, optimizerPath, pathOptimizers } from '../../engine/experiments/paths'
import { formatScientific } from '../format'
import { type Translate, useT } from '../i18n/index'
import { useNumberDraft } from '../inspector/use-number-draft'
import { drawOptimizerPath } from '../panels/charts/optimizer-paths/optimizer-paths'
import { useDrawing } from '../panels/use-drawing'

const steps = 60
/** Slow enough to follow each step. */
const stepsPerSecond = 12

type PathOptimizer = (typeof pathOptimizers)[number]
type Rates = Readonly<Record<PathOptimizer['kind'], number>>

const courseRates = Object.fromEntries(
  pathOptimizers.map(({ kind, learningRate }) => [kind, learningRate]),
) as Rates

/** Four optimisers on their way down one valley, step by step. */
export function OptimizerPaths() {
  const t = useT()
  const [rates, setRates] = useState(courseRates)
  const { step, isPlaying, play, pause, go } = usePlayback()
  const slider = useId()
  return (
    <div className="paths" data-testid="paths">
      <div className="paths-controls">
        <button
          type="button"
          className="button button-primary"
          data-testid="paths-play"
          onClick={isPlaying ? pause : play}
        >
          {isPlaying ? <Pause aria-hidden size={13} /> : <Play aria-hidden size={13} />}
          {t(isPlaying ? 'paths.pause' : 'paths.play')}
        </button>
        <label htmlFor={slider} className="sr-only">
          {t('paths.scrub')}
        </label>
        <input
          id={slider}
          type="range"
          min={0}
          max={steps}
          value={step}
          aria-valuetext={t('paths.step', { step, steps })}
          data-testid="paths-step"
          onChange={event => go(Number(event.target.value))}
        />
        <span className="figures" data-testid="paths-at">
          {t('paths.step', { step, steps })}
        </span>
        <button
          type="button"
          className="button button-ghost"
          data-testid="paths-reset"
          onClick={() => setRates(courseRates)}
        >
          <RotateCcw aria-hidden size={13} />
          {t('paths.reset')}
        </button>
      </div>
      <div className="paths-grid">
        {pathOptimizers.map(({ kind }) => (
          <OptimizerPath
            key={kind}
            kind={kind}
            learningRate={rates[kind]}
            step={step}
            onStep={go}
            onRate={rate => setRates({ ...rates, [kind]: rate })}
          />
        ))}
      </div>
    </div>
  )
}

interface OptimizerPathProps {
  readonly kind: PathOptimizer['kind']
  readonly learningRate: number
  readonly step: number
  onStep(step: number): void
  onRate(rate: number): void
}

function OptimizerPath({ kind, learningRate, step, onStep, onRate }: OptimizerPathProps) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const path = useMemo(
    () => optimizerPath({ ...courseOptimizer(kind), learningRate }, steps),
    [kind, learningRate],
  )
  const name = t(`variant.${kind}`)
  const at = placeText(t, path[step]!)
  useDrawing(ref, ({ container, size }) => {
    const text = { title: name, at, role: t('paths.role') }
    drawOptimizerPath(container, { path, step, lowest, contour }, size, { text, onStep })
  })
  return (
    <div className="paths-one" data-testid={`path-${kind}`}>
      <div ref={ref} className="paths-chart" />
      <div className="paths-foot">
        <RateField kind={kind} value={learningRate} onCommit={onRate} />
        <span className="figures">{at}</span>
      </div>
    </div>
  )
}

const rateRule = { whole: false, min: 0.001, max: 10, scale: 'log' } as const

interface RateFieldProps {
  readonly kind: PathOptimizer['kind']
  readonly value: number
  onCommit(rate: number): void
}

function RateField({ kind, value, onCommit }: RateFieldProps) {
  const t = useT()
  const id = useId()
  const draft = useNumberDraft(value, rateRule, onCommit)
  return (
    <div className="paths-rate">
      <label htmlFor={id} onPointerDown={draft.scrub}>
        {t('paths.rate')}
      </label>
      <input
        id={id}
        className="input number"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('paths.rate.named', { name: t(`variant.${kind}`) })}
        aria-invalid={draft.refused !== null}
        data-testid={`rate-${kind}`}
        value={draft.text}
        onChange={event => draft.type(event.target.value)}
        {...draft.input}
      />
    </div>
  )
}

function courseOptimizer(kind: PathOptimizer['kind']): PathOptimizer {
  return pathOptimizers.find(optimizer => optimizer.kind === kind)!
}

/** The contour line of f at a height is an ellipse: x²/20 + y² = height. */
function contour(level: number) {
  return { x: Math.sqrt(20 * level), y: Math.sqrt(level) }
}

function placeText(t: Translate, place: { readonly x: number; readonly y: number }): string {
  return t('paths.at', {
    x: coordinate(place.x),
    y: coordinate(place.y),
    height: formatScientific(height(place)),
  })
}

function coordinate(value: number): string {
  return Math.abs(value) < 1000 ? value.toFixed(2).replace('-', '−') : formatScientific(value)
}

/** Who asks the system for less motion sees the end at once. */
function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

function usePlayback() {
  const [step, setStep] = useState(steps)
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => setStep(now => Math.min(steps, now + 1)), 1000 / stepsPerSecond)
    return () => clearInterval(timer)
  }, [isPlaying])
  useEffect(() => {
    if (step === steps) setPlaying(false)
  }, [step])
  return {
    step,
    isPlaying,
    play() {
      if (wantsLessMotion()) {
        setStep(steps)
        return
      }
      setStep(now => (now === steps ? 0 : now))
      setPlaying(true)
    },
    pause: () => setPlaying(false),
    go(to: number) {
      setPlaying(false)
      setStep(to)
    },
  }
}
