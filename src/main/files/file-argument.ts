import { resolve } from 'node:path'
import { fileExtension } from './file-name'

/** The graph that a command line names, as a whole path: `gradscope-app nets/a.gradscope`. */
export function fileArgument(
  argv: readonly string[],
  workingDirectory: string,
): string | undefined {
  const argument = argv
    .slice(1)
    .findLast(arg => !arg.startsWith('-') && arg.toLowerCase().endsWith(fileExtension))
  return argument === undefined ? undefined : resolve(workingDirectory, argument)
}
