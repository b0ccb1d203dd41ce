/** What main sends the engine host, together with a port to the window. */
export interface ConnectMessage {
  readonly type: 'connect'
  readonly workerPath: string
  readonly datasetsDirectory: string
}
