/** A failure the user can do something about: said in one or two lines, never as a stack trace. */
export class CliFailure extends Error {
  constructor(
    /** Names the file and the place in it. */
    message: string,
    readonly remedy: string,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(message)
    this.name = 'CliFailure'
  }
}
