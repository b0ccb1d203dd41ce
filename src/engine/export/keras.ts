import type { WeightTensor } from '../training/assign-weights'
import { describe, widthsOf } from './describe'
import { initializerLines, layerLines, variableNames } from './keras/layers'
import { compileLines, dataLines, differences, mainLines, scheduleLines } from './keras/training'
import { toClassName, uniqueNames } from './python/identifiers'
import {
  computationLines,
  constantLines,
  loadWeightsLines,
  programText,
  type TensorReading,
  uses,
} from './python/program'
import { call, docstring, indent, quoted } from './python/text'
import { valueNames } from './python/values'
import type { ExportedProgram, ExportSource, WeightPart } from './source'
import { parameterCount } from './weights'

/** What `build_model` uses. */
const reservedNames: ReadonlySet<string> = new Set([
  'x',
  'inputs',
  'keras',
  'layers',
  'initializers',
  'regularizers',
  'he_normal',
  'lecun_normal',
  'glorot_normal',
])

/**
 * A network as a Keras 3 program that stands for itself: the functional API, and the same loss, penalty,
 * clipping, optimizer and schedule, as far as Keras has them.
 *
 * @param weights written beside the program by who calls, as `layer.variable`; the program reads them
 *   from `weightsFile`. Without them it draws its own.
 */
export function exportKeras(
  source: ExportSource,
  weights: readonly WeightPart[],
  weightsFile: string,
): ExportedProgram {
  const { graph } = source
  const names = uniqueNames(graph.nodes.map(inAscii), reservedNames)
  const isTrained = parameterCount(graph) > 0
  const hasWeights = weights.length > 0
  const text = programText({
    docstring: docstring(source, 'Keras 3', [
      ...describe(source),
      ...(isTrained ? differences(source) : []),
    ]),
    imports: importLines,
    constants: constantLines(source, isTrained, hasWeights ? weightsFile : null),
    blocks: [
      ...initializerLines(graph.nodes),
      buildLines(source, names),
      ...(hasWeights ? [loadWeightsLines(tensorReading)] : []),
      ...(isTrained ? [scheduleLines(source), compileLines(source), dataLines(source)] : []),
      mainLines(source, isTrained, hasWeights),
    ],
  })
  const named = weights.map(({ nodeId, part, tensor }): WeightTensor => {
    return { ...tensor, name: `${names.get(nodeId)}.${variableNames[part]}` }
  })
  return { text, weights: named }
}

/** TensorFlow, one of Keras' backends, takes names of layers in ASCII only; so are all ids. */
function inAscii({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name: isAscii(name) ? name : id }
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}

function buildLines(
  { graph, name, training }: ExportSource,
  names: ReadonlyMap<string, string>,
): string[] {
  const values = new Map([...valueNames(graph, names), [graph.data.id, 'inputs']])
  const layers = computationLines(graph, names, values, (...node) =>
    layerLines(...node, training.regularization),
  )
  const model = quoted(isAscii(name) ? toClassName(name) : 'Network')
  const output = values.get(graph.loss.inputs[0]!)!
  const inputArgs = [
    `shape=(${widthsOf(graph).inputs},)`,
    `name=${quoted(names.get(graph.data.id)!)}`,
  ]
  return [
    'def build_model():',
    ...indent([
      ...call('inputs = keras.Input(', inputArgs),
      ...layers,
      ...call('return keras.Model(', ['inputs', output, `name=${model}`]),
    ]),
  ]
}

function importLines(body: string): string[] {
  const parts = ['initializers', 'layers', 'ops', 'regularizers'].filter(part => uses(body, part))
  return [
    'import keras',
    ...(uses(body, 'np') ? ['import numpy as np'] : []),
    ...(parts.length > 0 ? [`from keras import ${parts.join(', ')}`] : []),
  ]
}

const tensorReading: TensorReading = {
  bytes: 'Path(path).read_bytes()',
  into: 'tensors',
  each: [
    "values = np.frombuffer(data[start + begin : start + end], dtype='<f4')",
    "tensors[name] = values.reshape(entry['shape'])",
  ],
  assign: [
    'for layer in model.layers:',
    "    layer.set_weights([tensors[f'{layer.name}.{w.name}'] for w in layer.weights])",
  ],
}
