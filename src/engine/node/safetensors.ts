import type { WeightTensor } from '../training/assign-weights'

export type DecodedWeights =
  | { readonly ok: true; readonly tensors: readonly WeightTensor[] }
  /** What is wrong, as the rest of a sentence that begins with the file's name. */
  | { readonly ok: false; readonly reason: string }

const headerLimit = 100_000_000

/** A tensor of a file, as precise as it was written. */
export interface StoredTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array | Float64Array
}

export type DecodedTensors =
  | {
      readonly ok: true
      readonly tensors: readonly StoredTensor[]
      readonly metadata: Readonly<Record<string, string>>
    }
  | { readonly ok: false; readonly reason: string }

/**
 * Tensors as a `.safetensors` file: eight bytes of header length, a JSON header with type, shape and
 * byte range of each, then the bytes, little-endian as all processors are that this runs on.
 * Format: https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>> = { format: 'gradscope' },
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const { name, shape, values } of tensors) {
    const end = offset + values.byteLength
    const dtype = values instanceof Float64Array ? 'F64' : 'F32'
    header[name] = { dtype, shape, data_offsets: [offset, end] }
    offset = end
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  // The data starts at a multiple of eight: spaces are allowed after the header.
  const length = Math.ceil(text.length / 8) * 8
  const bytes = new Uint8Array(8 + length + offset).fill(0x20, 8 + text.length, 8 + length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(text, 8)
  let at = 8 + length
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}

/**
 * Reads float32 tensors that `encodeSafetensors` or PyTorch's `safetensors.torch.save_file` wrote. Never
 * throws.
 */
export function decodeSafetensors(bytes: Uint8Array): DecodedWeights {
  const decoded = decodeTensors(bytes)
  if (!decoded.ok) return decoded
  const tensors: WeightTensor[] = []
  for (const { name, shape, values } of decoded.tensors) {
    if (!(values instanceof Float32Array)) {
      return refuse(`holds "${name}" as F64; only F32 is read`)
    }
    tensors.push({ name, shape, values })
  }
  return { ok: true, tensors }
}

/** Reads float32 and float64 tensors, and what is said of them. Never throws. */
export function decodeTensors(bytes: Uint8Array): DecodedTensors {
  if (bytes.length < 8) return refuse('is too short for a .safetensors file')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = Number(view.getBigUint64(0, true))
  if (length > headerLimit || 8 + length > bytes.length) {
    return refuse('is not a .safetensors file: its header would be longer than the file')
  }
  let header: unknown
  try {
    header = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)),
    )
  } catch {
    return refuse('is not a .safetensors file: its header is not JSON')
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return refuse('is not a .safetensors file: its header is no object')
  }
  const start = 8 + length
  const tensors: StoredTensor[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const found = readEntry(name, entry, bytes.length - start)
    if (typeof found === 'string') return refuse(found)
    // A copy, since a view has to begin at a multiple of its element's size.
    const from = start + found.offset
    const copy = new Uint8Array(bytes.subarray(from, from + found.bytes)).buffer
    const values = found.bytes === 4 * found.count ? new Float32Array(copy) : new Float64Array(copy)
    tensors.push({ name, shape: found.shape, values })
  }
  return { ok: true, tensors, metadata: readMetadata(header as Record<string, unknown>) }
}

function readMetadata({ __metadata__: found }: Record<string, unknown>): Record<string, string> {
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : []
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'))
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason }
}

interface Entry {
  readonly shape: readonly number[]
  readonly offset: number
  readonly count: number
  readonly bytes: number
}

/** An entry of the header, or what is wrong with it. */
function readEntry(name: string, entry: unknown, available: number): Entry | string {
  const { dtype, shape, data_offsets: range } = (entry ?? {}) as Record<string, unknown>
  if (typeof dtype !== 'string') return `is damaged: the entry of "${name}" has no type`
  if (dtype !== 'F32' && dtype !== 'F64') return `holds "${name}" as ${dtype}; only F32 is read`
  if (!isWholeNumbers(shape) || !isWholeNumbers(range) || range.length !== 2) {
    return `is damaged: the entry of "${name}" has no shape or no range`
  }
  const [offset = 0, end = 0] = range
  const count = shape.reduce((product, dim) => product * dim, 1)
  const bytes = (dtype === 'F32' ? 4 : 8) * count
  if (end > available || end - offset !== bytes) {
    return `is damaged: the range of "${name}" does not fit its shape or the file`
  }
  return { shape, offset, count, bytes }
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(each => Number.isSafeInteger(each) && each >= 0)
}
