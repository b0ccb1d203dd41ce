import type { AllowDataMessage } from '../../engine/node/own/access'

/** What the window trains: the run that it shows, or others beside it, which it only compares. */
export type EngineClient = 'run' | 'background'

/** What main sends the engine host, together with a port to the window. */
export interface ConnectMessage {
  readonly type: 'connect'
  readonly client: EngineClient
  readonly workerPath: string
  readonly datasetsDirectory: string
  /** Where paused runs are kept. */
  readonly checkpointsDirectory: string
  /** Files and folders of the user's that may be read. */
  readonly allowedData: readonly string[]
}

/** What main sends the engine host. */
export type HostMessage = ConnectMessage | AllowDataMessage

/** What the engine host sends main: all that was to be allowed so far is. */
export interface HostAnswer {
  readonly type: 'dataAllowed'
}
