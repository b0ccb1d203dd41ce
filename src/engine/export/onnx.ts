import { create, toBinary } from '@bufbuild/protobuf'
import type { WeightTensor } from '../training/assign-weights'
import { describeEnds, widthsOf } from './describe'
import {
  ModelProtoSchema,
  type NodeProto,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './onnx/onnx_pb'
import { type ConstantValue, int, operator, operatorsOf } from './onnx/operators'
import type { ExportSource, WeightPart } from './source'

/** Opset 17 is the first with LayerNormalization; ONNX 1.12 brought both. */
const opset = 17n
const irVersion = 8n

/** What the loss takes, then what people want of it. */
const outputs: Readonly<
  Record<string, readonly [raw: string, likely: 'Softmax' | 'Sigmoid' | null]>
> = {
  softmaxCrossEntropy: ['logits', 'Softmax'],
  binaryCrossEntropy: ['logits', 'Sigmoid'],
  meanSquaredError: ['output', null],
}

/**
 * A network in evaluation as an ONNX model: one float input `input` [batch, features]; outputs
 * `logits` and `probabilities` where classes or labels are predicted, else `output`.
 *
 * @param weights every tensor of the network; less than 2 GB in all.
 */
export function exportOnnx(
  source: ExportSource,
  weights: readonly WeightPart[],
): Uint8Array<ArrayBuffer> {
  const { graph, name, version } = source
  const widths = widthsOf(graph)
  const [raw, likely] = outputs[String(graph.loss.attrs.function)]!
  const { nodes, constants, result } = bodyOf(source)
  // A network of no operators hands its input on.
  const last =
    result === 'input'
      ? [operator('Identity', ['input'], raw, `${graph.loss.id}.${raw}`)]
      : renamed(nodes, result, raw)
  const model = create(ModelProtoSchema, {
    irVersion,
    opsetImport: [{ domain: '', version: opset }],
    producerName: 'Gradscope',
    producerVersion: version,
    docString: describeEnds(graph).join('\n'),
    graph: {
      name: name || 'network',
      node: [
        ...last,
        ...(likely === null
          ? []
          : [
              operator(
                likely,
                [raw],
                'probabilities',
                `${graph.loss.id}.probabilities`,
                likely === 'Softmax' ? [int('axis', -1)] : [],
              ),
            ]),
      ],
      initializer: [...weights.map(({ tensor }) => tensorOf(tensor)), ...constants.map(scalarOf)],
      input: [valueInfo('input', widths.inputs)],
      output: [
        valueInfo(raw, widths.outputs),
        ...(likely === null ? [] : [valueInfo('probabilities', widths.outputs)]),
      ],
    },
  })
  return toBinary(ModelProtoSchema, model)
}

/** The operators of all nodes, and the name of what the last gives. Names of nodes have no dots. */
function bodyOf({ graph }: ExportSource) {
  const nodes: NodeProto[] = []
  const constants: ConstantValue[] = []
  const values = new Map<string, string>()
  for (const node of graph.nodes) {
    const inputs = node.inputs.map(id => values.get(id)!)
    if (node.kind === 'loss') continue
    if (node.kind === 'data') values.set(node.id, 'input')
    // Evaluation keeps every value.
    else if (node.kind === 'dropout') values.set(node.id, inputs[0]!)
    else {
      const output = `${node.id}.y`
      const operators = operatorsOf(node, inputs, output)
      nodes.push(...operators.nodes)
      constants.push(...operators.constants)
      values.set(node.id, output)
    }
  }
  return { nodes, constants, result: values.get(graph.loss.inputs[0]!)! }
}

/** The same operators with a value under another name. */
function renamed(nodes: readonly NodeProto[], from: string, to: string): NodeProto[] {
  const rename = (name: string) => (name === from ? to : name)
  return nodes.map(node => ({
    ...node,
    input: node.input.map(rename),
    output: node.output.map(rename),
  }))
}

function tensorOf({ name, shape, values }: WeightTensor): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: TensorProto_DataType.FLOAT,
    rawData: new Uint8Array(
      values.buffer,
      values.byteOffset,
      values.byteLength,
    ) as Uint8Array<ArrayBuffer>,
  })
}

function scalarOf({ name, value }: ConstantValue): TensorProto {
  return tensorOf({ name, shape: [], values: Float32Array.of(value) })
}

function valueInfo(name: string, width: number): ValueInfoProto {
  const dim = [
    { value: { case: 'dimParam' as const, value: 'batch' } },
    { value: { case: 'dimValue' as const, value: BigInt(width) } },
  ]
  const tensor = { elemType: TensorProto_DataType.FLOAT, shape: { dim } }
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: tensor } },
  })
}
