import { createJudge } from '../../diagnosis/evaluation/create-judge'
import type { EvaluationDetail } from '../../diagnosis/evaluation/detail'
import type { JudgeOptions, LossFunction } from '../../diagnosis/evaluation/judge'
import type { DatasetPart } from '../../training/metrics'
import type { CurrentRun } from '../current-run'
import type { EngineContext } from './context'

/** How long examples are judged between two looks at the mailbox, in milliseconds. */
const sliceMilliseconds = 12

/**
 * Judges every example of a part by the weights of the current run, one request after the other. The
 * run is held meanwhile and goes on as if nothing had been asked.
 */
export class EvaluationRequests {
  private queue: Promise<void> = Promise.resolve()

  constructor(private readonly context: EngineContext) {}

  /** Answers with `evaluationDetail`, unless another run is loaded before that. */
  evaluate(run: CurrentRun, part: DatasetPart, isCurrent: () => boolean): Promise<void> {
    const answer = this.queue.then(() => run.hold(this.answer(run, part, isCurrent)))
    this.queue = answer.catch(() => {})
    return answer
  }

  private async answer(run: CurrentRun, part: DatasetPart, isCurrent: () => boolean) {
    let detail: EvaluationDetail | null | 'changed' = 'changed'
    while (detail === 'changed') {
      if (!isCurrent()) return
      detail = await this.judge(run, part, isCurrent)
    }
    const { context } = this
    context.post({ type: 'evaluationDetail', runId: run.id, ...run.moment, part, detail })
  }

  /** `changed` where a single step or a reset changed the weights in between. */
  private async judge(
    run: CurrentRun,
    part: DatasetPart,
    isCurrent: () => boolean,
  ): Promise<EvaluationDetail | null | 'changed'> {
    const { session } = run
    const count = session.count(part)
    if (count === 0) return null
    const judge = createJudge(judgeOptions(run, part))
    const { step } = run.moment
    let sliceEnd = this.context.now() + sliceMilliseconds
    for (let from = 0; from < count; ) {
      const { rows, outputs } = session.predict(part, from)
      judge.add(outputs, from, rows)
      from += rows
      if (from >= count || this.context.now() < sliceEnd) continue
      await this.context.yieldToMessages()
      if (!isCurrent() || run.moment.step !== step) return 'changed'
      sliceEnd = this.context.now() + sliceMilliseconds
    }
    return judge.detail()
  }
}

function judgeOptions({ opened }: CurrentRun, part: DatasetPart): JudgeOptions {
  const { data, program } = opened
  return {
    ...data,
    examples: data[part],
    loss: program.graph.loss.attrs.function as LossFunction,
  }
}
