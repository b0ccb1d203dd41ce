import { ClassificationJudge } from './classification'
import type { Judge, JudgeOptions } from './judge'
import { RegressionJudge } from './regression'

/** A judge of classes or of numbers, as the data set has them. */
export function createJudge(options: JudgeOptions): Judge {
  return options.info.classes === null
    ? new RegressionJudge(options)
    : new ClassificationJudge(options, options.info.classes)
}
