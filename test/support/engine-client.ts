import type { CheckpointStore } from '../../src/engine/node/checkpoint-store'
import { EngineService } from '../../src/engine/node/engine-service'
import type { EngineEvent, EngineRequest } from '../../src/engine/protocol'
import { headerValue } from '../../src/engine/telemetry/layout'

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>

/**
 * An engine service in this process whose clock and whose turns the test decides: every look at
 * the clock takes `tick` milliseconds, and training stops after each slice until `turn` is called.
 */
export class EngineClient {
  readonly events: EngineEvent[] = []
  /** When each event was posted, by the fake clock. */
  readonly times: number[] = []
  time = 0
  private waiting: (() => void)[] = []
  private readonly service: EngineService

  constructor(
    datasetsDirectory: string,
    private readonly tick = 1,
    checkpoints: CheckpointStore | null = null,
  ) {
    this.service = new EngineService({
      datasetsDirectory,
      checkpoints,
      runtimes: null,
      post: event => {
        // A message port copies what is posted; so does this.
        this.events.push(structuredClone(event))
        this.times.push(this.time)
      },
      now: () => {
        this.time += this.tick
        return this.time
      },
      yieldToMessages: () =>
        new Promise(resolve => {
          this.waiting.push(resolve)
        }),
    })
  }

  send(request: EngineRequest): Promise<void> {
    return this.service.handle(request)
  }

  sendAnything(message: unknown): Promise<void> {
    return this.service.handle(message)
  }

  /** Lets what is under way go on for one slice; false when nothing is. */
  async turn(): Promise<boolean> {
    const { waiting } = this
    if (waiting.length === 0) return false
    this.waiting = []
    for (const release of waiting) release()
    await new Promise(resolve => setImmediate(resolve))
    return this.waiting.length > 0
  }

  async turnUntilIdle(limit = 10_000): Promise<void> {
    for (let i = 0; i < limit; i++) if (!(await this.turn())) return
    throw new Error(`training still goes on after ${limit} slices`)
  }

  of<T extends EngineEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type)
  }

  /** What happened, in words and in order: `state running 0`, `frames 1–12`, `evaluation test 40`. */
  story(): string[] {
    const width = this.of('loaded').at(-1)?.layout.width ?? 1
    return this.events.map(event => {
      switch (event.type) {
        case 'state':
          return `state ${event.state} ${event.step}`
        case 'evaluation':
          return `evaluation ${event.part} ${event.step}`
        case 'telemetry': {
          const last = event.frames.length - width
          return `frames ${headerValue(event.frames, 'step')}–${headerValue(event.frames, 'step', last)}`
        }
        default:
          return event.type
      }
    })
  }

  /** The same without telemetry, whose cuts depend on the clock. */
  plot(): string[] {
    return this.story().filter(line => !line.startsWith('frames'))
  }

  /** The step of every frame, as they came. */
  frameSteps(): number[] {
    const width = this.of('loaded').at(-1)!.layout.width
    return this.of('telemetry').flatMap(({ frames }) =>
      Array.from({ length: frames.length / width }, (_, i) =>
        headerValue(frames, 'step', i * width),
      ),
    )
  }
}

export function countUpTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
