import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileExtension } from './files/file-name'

export interface Example {
  readonly id: string
  readonly text: string
}

const exampleId = /^[a-z0-9-]{1,64}$/

/** The graphs that ship with the app, by id, which is the file's stem. */
export async function listExamples(directory: string): Promise<Example[]> {
  const files = await readdir(directory).catch(() => [])
  const ids = files
    .filter(file => file.endsWith(fileExtension))
    .map(file => file.slice(0, -fileExtension.length))
    .filter(id => exampleId.test(id))
    .sort()
  return Promise.all(ids.map(id => readExample(directory, id)))
}

/** @throws where there is no such example or the id is not one. */
export async function readExample(directory: string, id: string): Promise<Example> {
  if (!exampleId.test(id)) throw new Error(`"${id}" is not the id of an example`)
  return { id, text: await readFile(join(directory, `${id}${fileExtension}`), 'utf8') }
}
