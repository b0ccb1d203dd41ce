import type { EngineEvent, EngineRequest } from '../../engine/protocol'
import { t } from '../i18n/index'
import { engine, useRun } from './run'

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>

/** Longest wait for one answer of the engine, in milliseconds. */
const patience = 60_000

/** Sends a request and waits for the event that answers it; rejects where the engine is lost. */
export function answerTo<Type extends EngineEvent['type']>(
  request: EngineRequest,
  type: Type,
  isAnswer: (event: EventOf<Type>) => boolean,
): Promise<EventOf<Type>> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(t('report.noAnswer')))
    }, patience)
    const stops = [
      engine.listen(event => {
        if (event.type !== type || !isAnswer(event as EventOf<Type>)) return
        end()
        resolve(event as EventOf<Type>)
      }),
      useRun.subscribe(({ engine: { state } }) => {
        if (state !== 'crashed' && state !== 'failed') return
        end()
        reject(new Error(t('report.engineLost')))
      }),
    ]
    void engine.send(request)
  })
}
