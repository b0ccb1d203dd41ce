import type { DataResult } from './dataset'

/** An IDX file's array of unsigned bytes. */
export interface IdxArray {
  readonly dims: readonly number[]
  /** A view of the file's bytes, row-major. */
  readonly values: Uint8Array
}

const unsignedByte = 0x08

/**
 * Reads the IDX format of the MNIST files: two zero bytes, type, number of axes, the axes as
 * big-endian 32-bit integers, then the values. Only unsigned bytes are accepted.
 *
 * @param name the file's name, for messages.
 */
export function parseIdx(bytes: Uint8Array, name: string): DataResult<IdxArray> {
  const fail = (message: string): DataResult<IdxArray> => ({
    ok: false,
    message: `${name}: ${message}`,
    remedy: 'Get the file again: it is damaged or not an IDX file.',
  })
  const header = idxHeader(bytes)
  if (header.kind === 'short') return fail('it ends within the header')
  if (header.kind === 'wrong') return fail(header.reason)
  const { dims } = header
  const expected = dims.reduce((product, dim) => product * dim, 1)
  const values = bytes.subarray(header.bytes)
  return values.length === expected
    ? { ok: true, value: { dims, values } }
    : fail(
        `its header promises ${expected.toLocaleString('en')} values, it holds ${values.length.toLocaleString('en')}`,
      )
}

export type IdxHeader =
  /** More bytes are needed. */
  | { readonly kind: 'short' }
  | { readonly kind: 'wrong'; readonly reason: string }
  | { readonly kind: 'ok'; readonly dims: readonly number[]; readonly bytes: number }

/** The header that begins an IDX file, and how many bytes it takes. */
export function idxHeader(bytes: Uint8Array): IdxHeader {
  const wrong = (reason: string): IdxHeader => ({ kind: 'wrong', reason })
  if (bytes.length < 4) return { kind: 'short' }
  if (bytes[0] !== 0 || bytes[1] !== 0) return wrong('it does not start as an IDX file does')
  if (bytes[2] !== unsignedByte) return wrong('its values are not unsigned bytes')
  const axes = bytes[3]!
  if (axes < 1 || axes > 4) return wrong(`it says it has ${axes} axes; 1 to 4 are read`)
  const length = 4 + 4 * axes
  if (bytes.length < length) return { kind: 'short' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dims = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis))
  return { kind: 'ok', dims, bytes: length }
}
