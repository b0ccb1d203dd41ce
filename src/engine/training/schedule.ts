import type { Schedule, TrainingConfig } from '../document/schema'

/**
 * Learning rate of a training step, with the formulas of PyTorch's `torch.optim.lr_scheduler`. η is
 * the optimizer's rate; t counts from 0, in steps or in whole epochs done, as `unit` says:
 *
 * - constant: η
 * - step (`StepLR`): η · factor^⌊t / every⌋
 * - exponential (`ExponentialLR`): η · factor^t
 * - inverse time (`LambdaLR` with 1 / (1 + k t)): η / (1 + decay · t)
 * - cosine (`CosineAnnealingLR`, Loshchilov & Hutter 2017, without restarts): from η down to
 *   `minimum` after `period`, minimum + (η − minimum) · (1 + cos(π t / period)) / 2; like PyTorch's
 *   it climbs again in the period after that.
 *
 * Linear warm-up multiplies what the schedule gives by (s + 1) / warmup in step s < warmup, always per
 * step: `LinearLR(start_factor=1/warmup, total_iters=warmup−1)` in a `ChainedScheduler`, but for a cosine
 * schedule with a minimum, which PyTorch computes from the rate before and so overshoots.
 *
 * @param step training steps done before this one.
 */
export function learningRateAt(
  { optimizer, schedule }: Pick<TrainingConfig, 'optimizer' | 'schedule'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const scheduled = scheduledRate(schedule, optimizer.learningRate, step, stepsPerEpoch)
  return step < schedule.warmup ? (scheduled * (step + 1)) / schedule.warmup : scheduled
}

function scheduledRate(
  schedule: Schedule,
  eta: number,
  step: number,
  stepsPerEpoch: number,
): number {
  if (schedule.kind === 'constant') return eta
  const t = schedule.unit === 'step' ? step : Math.floor(step / stepsPerEpoch)
  switch (schedule.kind) {
    case 'step':
      return eta * schedule.factor ** Math.floor(t / schedule.every)
    case 'exponential':
      return eta * schedule.factor ** t
    case 'inverseTime':
      return eta / (1 + schedule.decay * t)
    case 'cosine':
      return (
        schedule.minimum +
        ((eta - schedule.minimum) * (1 + Math.cos((Math.PI * t) / schedule.period))) / 2
      )
  }
}
