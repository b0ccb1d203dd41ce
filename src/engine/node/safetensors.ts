import type { WeightTensor } from '../training/assign-weights'

export type DecodedWeights =
  | { readonly ok: true; readonly tensors: readonly WeightTensor[] }
  /** What is wrong, as the rest of a sentence that begins with the file's name. */
  | { readonly ok: false; readonly reason: string }

const headerLimit = 100_000_000

/**
 * Tensors as a `.safetensors` file: eight bytes of header length, a JSON header with type, shape and
 * byte range of each, then the bytes, little-endian.
 * Format: https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(tensors: readonly WeightTensor[]): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: 'gradscope' } }
  let offset = 0
  for (const { name, shape, values } of tensors) {
    const end = offset + values.byteLength
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, end] }
    offset = end
  }
  let text = new TextEncoder().encode(JSON.stringify(header))
  // The data starts at a multiple of eight: spaces are allowed after the header.
  const padding = (8 - (text.length % 8)) % 8
  text = Uint8Array.from([...text, ...new Array<number>(padding).fill(0x20)])
  const bytes = new Uint8Array(8 + text.length + offset)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  let at = 8 + text.length
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return bytes
}

/** Reads what `encodeSafetensors` and PyTorch's `safetensors.torch.save_file` write. Never throws. */
export function decodeSafetensors(bytes: Uint8Array): DecodedWeights {
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
  const tensors: WeightTensor[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const found = readEntry(name, entry, bytes.length - start)
    if (typeof found === 'string') return refuse(found)
    const values = new Float32Array(found.count)
    for (let i = 0; i < values.length; i++) {
      values[i] = view.getFloat32(start + found.offset + 4 * i, true)
    }
    tensors.push({ name, shape: found.shape, values })
  }
  return { ok: true, tensors }
}

function refuse(reason: string): DecodedWeights {
  return { ok: false, reason }
}

interface Entry {
  readonly shape: readonly number[]
  readonly offset: number
  readonly count: number
}

/** An entry of the header, or what is wrong with it. */
function readEntry(name: string, entry: unknown, available: number): Entry | string {
  const { dtype, shape, data_offsets: range } = (entry ?? {}) as Record<string, unknown>
  if (dtype !== 'F32') return `holds "${name}" as ${String(dtype)}; only F32 is read`
  if (!isWholeNumbers(shape) || !isWholeNumbers(range) || range.length !== 2) {
    return `is damaged: the entry of "${name}" has no shape or no range`
  }
  const [offset = 0, end = 0] = range
  const count = shape.reduce((product, dim) => product * dim, 1)
  if (end > available || end - offset !== 4 * count) {
    return `is damaged: the range of "${name}" does not fit its shape or the file`
  }
  return { shape, offset, count }
}

function isWholeNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(each => Number.isSafeInteger(each) && each >= 0)
}
