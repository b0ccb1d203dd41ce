import type { CliContext } from './context'
import { formatCount, formatDuration, formatNumber } from './format'

export interface ProgressState {
  readonly step: number
  readonly totalSteps: number
  readonly epoch: number
  readonly loss: number
  readonly stepsPerSecond: number
}

const barWidth = 24

/** On a terminal one line that is drawn over; elsewhere only the plain lines. All on stderr. */
export function createProgress({ error, isTerminal }: Pick<CliContext, 'error' | 'isTerminal'>) {
  let drawn = false
  const clear = () => {
    if (drawn) error('\r\u001b[K')
    drawn = false
  }
  return {
    update(state: ProgressState): void {
      if (!isTerminal) return
      error(`\r\u001b[K${progressLine(state)}`)
      drawn = true
    },
    /** A line that stays. */
    line(text: string): void {
      clear()
      error(`${text}\n`)
    },
    clear,
  }
}

/** `▇▇▇▇……  step 340 / 560  epoch 4  loss 0.312  62 steps/s  0:04 left` */
export function progressLine(state: ProgressState): string {
  const share = Math.min(1, state.step / state.totalSteps)
  const filled = Math.round(share * barWidth)
  const left = (state.totalSteps - state.step) / state.stepsPerSecond
  return [
    '▇'.repeat(filled) + '·'.repeat(barWidth - filled),
    `step ${formatCount(state.step)} / ${formatCount(state.totalSteps)}`,
    `epoch ${state.epoch}`,
    `loss ${formatNumber(state.loss)}`,
    ...(state.stepsPerSecond > 0
      ? [`${formatNumber(state.stepsPerSecond)} steps/s`, `${formatDuration(left)} left`]
      : []),
  ].join('  ')
}
