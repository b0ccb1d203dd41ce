import { type FileSystem, nodeFileSystem } from './file-system'

/** Whether two paths lead to one file: by way of a link too, and in letters of another case where
 * the file system takes them for the same. */
export async function isSameFile(
  a: string,
  b: string,
  fs: Pick<FileSystem, 'realpath'> = nodeFileSystem,
): Promise<boolean> {
  if (a === b) return true
  const [first, second] = await Promise.all(
    [a, b].map(path => fs.realpath(path).catch(() => undefined)),
  )
  return first !== undefined && first === second
}
