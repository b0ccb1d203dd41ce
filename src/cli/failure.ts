/** One or two lines: what is wrong, and the remedy where there is one. */
export function failureText(error: Error): string {
  const remedy = error instanceof CliFailure ? `${error.remedy}\n` : ''
  return `gradscope: ${error.message}\n${remedy}`
}

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
