/**
 * Reads and evaluates ONNX models by the specification alone: field numbers of
 * https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto3, operators of opset 17, in float64.
 */

/** The fields of a protobuf message by number; messages, strings and bytes stay bytes. */
type Fields = ReadonlyMap<number, readonly (bigint | number | Uint8Array)[]>

function readFields(bytes: Uint8Array): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fields = new Map<number, (bigint | number | Uint8Array)[]>()
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('a varint goes beyond the end')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const list = fields.get(key >>> 3) ?? []
    fields.set(key >>> 3, list)
    const wireType = key & 7
    if (wireType === 0) list.push(varint())
    else if (wireType === 5) {
      list.push(view.getFloat32(at, true))
      at += 4
    } else if (wireType === 2) {
      const length = Number(varint())
      if (at + length > bytes.length) throw new Error('a field goes beyond the end')
      list.push(bytes.subarray(at, at + length))
      at += length
    } else throw new Error(`wire type ${wireType}`)
  }
  return fields
}

const messages = (fields: Fields, field: number) =>
  (fields.get(field) ?? []).map(value => readFields(value as Uint8Array))
const text = (fields: Fields, field: number) => texts(fields, field)[0] ?? ''
const texts = (fields: Fields, field: number) =>
  (fields.get(field) ?? []).map(value => new TextDecoder().decode(value as Uint8Array))
const integer = (fields: Fields, field: number) => Number(fields.get(field)?.[0] ?? 0)

export interface OnnxTensor {
  readonly shape: readonly number[]
  readonly values: Float64Array
}

export interface OnnxNode {
  readonly name: string
  readonly type: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, number>>
}

export interface OnnxModel {
  readonly irVersion: number
  readonly opset: number
  readonly producer: string
  readonly name: string
  readonly docString: string
  readonly nodes: readonly OnnxNode[]
  readonly initializers: ReadonlyMap<string, OnnxTensor>
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const model = readFields(bytes)
  const graph = messages(model, 7)[0]!
  return {
    irVersion: integer(model, 1),
    opset: integer(messages(model, 8)[0]!, 2),
    producer: `${text(model, 2)} ${text(model, 3)}`,
    docString: text(model, 6),
    name: text(graph, 2),
    nodes: messages(graph, 1).map(node => ({
      inputs: texts(node, 1),
      outputs: texts(node, 2),
      name: text(node, 3),
      type: text(node, 4),
      attributes: Object.fromEntries(
        messages(node, 5).map(attribute => [text(attribute, 1), readAttribute(attribute)]),
      ),
    })),
    initializers: new Map(messages(graph, 5).map(tensor => [text(tensor, 8), readTensor(tensor)])),
    inputs: messages(graph, 11).map(readValueInfo),
    outputs: messages(graph, 12).map(readValueInfo),
  }
}

function readAttribute(attribute: Fields): number {
  // FLOAT is 1 with its value in f, INT is 2 with its value in i.
  const field = { 1: 2, 2: 3 }[integer(attribute, 20)]
  const value = field === undefined ? undefined : attribute.get(field)?.[0]
  if (value === undefined) throw new Error(`attribute ${text(attribute, 1)} has no value`)
  return Number(value)
}

function readTensor(tensor: Fields): OnnxTensor {
  if (integer(tensor, 2) !== 1) throw new Error('not float32')
  const packed = tensor.get(1)?.[0]
  const shape = packed === undefined ? [] : readVarints(packed as Uint8Array)
  const raw = tensor.get(9)![0] as Uint8Array
  const values = Float64Array.from(new Float32Array(new Uint8Array(raw).buffer))
  if (values.length !== shape.reduce((product, dim) => product * dim, 1)) {
    throw new Error(`${text(tensor, 8)} has ${values.length} values for ${shape.join('×')}`)
  }
  return { shape, values }
}

function readVarints(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let value = 0
  let factor = 1
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor
    factor *= 128
    if (byte >= 0x80) continue
    numbers.push(value)
    value = 0
    factor = 1
  }
  return numbers
}

/** `input[batch×4]`. */
function readValueInfo(info: Fields): string {
  const tensor = messages(messages(info, 2)[0]!, 1)[0]!
  if (integer(tensor, 1) !== 1) throw new Error('not float32')
  const dims = messages(messages(tensor, 2)[0]!, 1).map(dim =>
    dim.has(1) ? integer(dim, 1) : text(dim, 2),
  )
  return `${text(info, 1)}[${dims.join('×')}]`
}

type Attributes = Readonly<Record<string, number>>
type Operator = (inputs: readonly OnnxTensor[], attributes: Attributes) => OnnxTensor

const each =
  (change: (x: number, attributes: Attributes) => number): Operator =>
  ([x], attributes) => ({ shape: x!.shape, values: x!.values.map(v => change(v, attributes)) })

/** Element by element; a scalar goes with anything. */
const both =
  (join: (a: number, b: number) => number): Operator =>
  ([a, b]) => {
    const at = (tensor: OnnxTensor, i: number) => tensor.values[tensor.values.length === 1 ? 0 : i]!
    return { shape: a!.shape, values: a!.values.map((_, i) => join(at(a!, i), at(b!, i))) }
  }

const rowsOf = ({ shape: [count = 0, width = 0], values }: OnnxTensor) =>
  Array.from({ length: count }, (_, i) => [...values.subarray(i * width, (i + 1) * width)])

const fromRows = (rows: readonly (readonly number[])[]): OnnxTensor => ({
  shape: [rows.length, rows[0]?.length ?? 0],
  values: Float64Array.from(rows.flat()),
})

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** By its Maclaurin series, in as many terms as double precision asks for; |x| below 6. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let sum = 0
  let term = x
  for (let n = 0; Math.abs(term) > 1e-18 && n < 400; n++) {
    sum += term / (2 * n + 1)
    term *= -(x * x) / (n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

const operators: Readonly<Record<string, Operator>> = {
  Identity: each(x => x),
  Relu: each(x => Math.max(0, x)),
  Sigmoid: each(x => 1 / (1 + Math.exp(-x))),
  Tanh: each(x => Math.tanh(x)),
  Softplus: each(x => Math.log(Math.exp(x) + 1)),
  Erf: each(erf),
  LeakyRelu: each((x, { alpha }) => (x < 0 ? alpha! * x : x)),
  Elu: each((x, { alpha }) => (x < 0 ? alpha! * (Math.exp(x) - 1) : x)),
  Mul: both((a, b) => a * b),
  Add: both((a, b) => a + b),
  Sum: inputs => inputs.reduce((a, b) => both((x, y) => x + y)([a, b], {})),
  Concat: (inputs, { axis }) => {
    if (axis !== 1) throw new Error(`axis ${axis}`)
    const rows = inputs.map(rowsOf)
    return fromRows(rows[0]!.map((_, i) => rows.flatMap(each => each[i]!)))
  },
  Gemm: ([x, W, b]) => {
    const columns = W!.shape[1]!
    return fromRows(
      rowsOf(x!).map(row =>
        Array.from({ length: columns }, (_, j) =>
          row.reduce(
            (sum, value, k) => sum + value * W!.values[k * columns + j]!,
            b?.values[j] ?? 0,
          ),
        ),
      ),
    )
  },
  Softmax: ([x], { axis }) => {
    if (axis !== -1) throw new Error(`axis ${axis}`)
    return fromRows(
      rowsOf(x!).map(row => {
        const powers = row.map(value => Math.exp(value - Math.max(...row)))
        return powers.map(power => power / (mean(powers) * powers.length))
      }),
    )
  },
  BatchNormalization: ([x, scale, bias, average, variance], { epsilon }) =>
    fromRows(
      rowsOf(x!).map(row =>
        row.map((value, j) => {
          const deviation = Math.sqrt(variance!.values[j]! + epsilon!)
          return (scale!.values[j]! * (value - average!.values[j]!)) / deviation + bias!.values[j]!
        }),
      ),
    ),
  LayerNormalization: ([x, scale, bias], { epsilon, axis }) => {
    if (axis !== -1) throw new Error(`axis ${axis}`)
    return fromRows(
      rowsOf(x!).map(row => {
        const mu = mean(row)
        const deviation = Math.sqrt(mean(row.map(value => (value - mu) ** 2)) + epsilon!)
        return row.map((v, j) => (scale!.values[j]! * (v - mu)) / deviation + bias!.values[j]!)
      }),
    )
  },
}

/** The outputs of a model by name. Every value has to be there before it is read, and be given once. */
export function evaluateOnnx(
  model: OnnxModel,
  inputs: Readonly<Record<string, readonly (readonly number[])[]>>,
): Readonly<Record<string, OnnxTensor>> {
  const values = new Map(model.initializers)
  for (const [name, rows] of Object.entries(inputs)) values.set(name, fromRows(rows))
  const names = new Set<string>()
  for (const { name, type, inputs: from, outputs, attributes } of model.nodes) {
    if (names.has(name)) throw new Error(`two nodes "${name}"`)
    names.add(name)
    const operator = operators[type]
    if (!operator) throw new Error(`no operator ${type}`)
    const read = from.map(value => {
      const found = values.get(value)
      if (!found) throw new Error(`"${name}" reads "${value}" before it is there`)
      return found
    })
    const [output = ''] = outputs
    if (values.has(output)) throw new Error(`"${output}" is given twice`)
    values.set(output, operator(read, attributes))
  }
  const outputNames = model.outputs.map(output => output.replace(/\[.*$/, ''))
  return Object.fromEntries(outputNames.map(name => [name, values.get(name)!]))
}
