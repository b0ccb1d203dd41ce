import { createHash } from 'node:crypto'
import type { NamedTensor } from '../training/session'

/** SHA-256, in hex, of all parameters' names and bytes, in graph order. */
export function weightsHash(parameters: readonly NamedTensor[]): string {
  const hash = createHash('sha256')
  for (const { name, values } of parameters) {
    hash.update(name)
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }
  return hash.digest('hex')
}
