import type { WeightTensor } from '../training/assign-weights'
import { describe, imageOf } from './describe'
import { toClassName, uniqueNames } from './python/identifiers'
import {
  computationLines,
  constantLines,
  loadWeightsLines,
  programText,
  type TensorReading,
  uses,
} from './python/program'
import { docstring, indent } from './python/text'
import { valueNames } from './python/values'
import { initializationLines } from './pytorch/initialization'
import { forwardLines, moduleOf, stateNames } from './pytorch/layers'
import { scheduleText } from './pytorch/optimizer'
import { dataLines, penaltyLines, trainLines } from './pytorch/training'
import type { ExportedProgram, ExportSource, WeightPart } from './source'
import { parameterCount } from './weights'

/** What `nn.Module` has of its own, in PyTorch 1.13 and later, and what the file itself defines. */
export const reservedNames: ReadonlySet<string> = new Set(
  `T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches
  eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu
  load_state_dict modules mtia named_buffers named_children named_modules named_parameters parameters
  register_backward_hook register_buffer register_forward_hook register_forward_pre_hook
  register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook
  register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook
  register_state_dict_pre_hook requires_grad_ reset_parameters set_extra_state set_submodule share_memory
  state_dict to to_empty train training type xpu zero_grad
  self x inputs torch nn`.split(/\s+/),
)

/**
 * A network as a PyTorch program that stands for itself: an `nn.Module`, how its weights start, and a
 * training loop with the same loss, penalty, clipping, optimizer and schedule.
 *
 * @param weights written beside the program by who calls, by the names of its `state_dict`; the
 *   program reads them from `weightsFile`. Without them it draws its own.
 */
export function exportPyTorch(
  source: ExportSource,
  weights: readonly WeightPart[],
  weightsFile: string,
): ExportedProgram {
  const { graph, training } = source
  const names = uniqueNames(graph.nodes, reservedNames)
  const className = toClassName(source.name)
  const schedule = scheduleText(training)
  const isTrained = parameterCount(graph) > 0
  const hasWeights = weights.length > 0
  const main = [
    "if __name__ == '__main__':",
    ...indent([
      'torch.manual_seed(SEED)',
      `model = ${className}()`,
      ...(hasWeights ? ['load_weights(model)'] : []),
      'print(model)',
      ...(isTrained
        ? ['train(model, DataLoader(training_data(), batch_size=BATCH_SIZE, shuffle=True))']
        : []),
    ]),
  ]
  const text = programText({
    docstring: docstring(source, 'PyTorch 1.13 or later', describe(source)),
    imports: body => importLines(body, isTrained),
    constants: constantLines(source, isTrained, hasWeights ? weightsFile : null),
    blocks: [
      [`class ${className}(nn.Module):`, ...indent(classLines(source, names))],
      ...(hasWeights ? [loadWeightsLines(tensorReading)] : []),
      ...(isTrained
        ? [schedule.define, penaltyLines(source), trainLines(source, schedule), dataLines(source)]
        : []),
      main,
    ],
  })
  return { text, weights: weights.map(part => stateOf(part, names)) }
}

function importLines(body: string, isTrained: boolean): string[] {
  return [
    'import torch',
    'from torch import nn',
    ...(uses(body, 'F') ? ['from torch.nn import functional as F'] : []),
    ...(uses(body, 'lr_scheduler') ? ['from torch.optim import lr_scheduler'] : []),
    ...(isTrained ? ['from torch.utils.data import DataLoader, TensorDataset'] : []),
  ]
}

function classLines({ graph }: ExportSource, names: ReadonlyMap<string, string>): string[] {
  const values = valueNames(graph, names)
  const image = imageOf(graph)
  const input = values.get(graph.data.id)!
  const layers = graph.nodes.flatMap(node => {
    const module = moduleOf(node)
    return module === null ? [] : [`self.${names.get(node.id)} = ${module}`]
  })
  const reset = initializationLines(graph.nodes, names)
  const steps = computationLines(graph, names, values, forwardLines)
  return [
    'def __init__(self):',
    ...indent([
      'super().__init__()',
      ...layers,
      ...(reset.length > 0 ? ['self.reset_parameters()'] : []),
    ]),
    '',
    ...(reset.length > 0 ? [...reset, ''] : []),
    `def forward(self, ${input}):`,
    ...indent([
      ...(image ? [`${input} = ${input}.flatten(1)`] : []),
      ...steps,
      `return ${values.get(graph.loss.inputs[0]!)}`,
    ]),
  ]
}

const tensorReading: TensorReading = {
  bytes: 'bytearray(Path(path).read_bytes())',
  into: 'state',
  each: [
    'values = data[start + begin : start + end]',
    "shape = entry['shape']",
    'state[name] = torch.frombuffer(values, dtype=torch.float32).reshape(shape)',
  ],
  assign: ['model.load_state_dict(state)'],
}

/** A tensor by its name in the `state_dict`; PyTorch's weight is [out, in], W is [in, out]. */
function stateOf(
  { nodeId, part, tensor }: WeightPart,
  names: ReadonlyMap<string, string>,
): WeightTensor {
  const name = `${names.get(nodeId)}.${stateNames[part]}`
  return part === 'W' ? { ...transposed(tensor), name } : { ...tensor, name }
}

function transposed({ name, shape: [rows = 0, columns = 0], values }: WeightTensor): WeightTensor {
  const turned = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]!
  }
  return { name, shape: [columns, rows], values: turned }
}
