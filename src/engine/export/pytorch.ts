import type { WeightTensor } from '../training/assign-weights'
import { describe, imageOf } from './describe'
import { toClassName, uniqueNames } from './python/identifiers'
import { docstring, float, indent, quoted } from './python/text'
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
  const functions = [
    [`class ${className}(nn.Module):`, ...indent(classLines(source, names))],
    ...(hasWeights ? [loadLines] : []),
    ...(isTrained
      ? [schedule.define, penaltyLines(source), trainLines(source, schedule), dataLines(source)]
      : []),
  ].filter(lines => lines.length > 0)
  const body = functions.map(lines => lines.join('\n')).join('\n\n\n')
  const constants = [
    `SEED = ${training.seed}`,
    ...(isTrained
      ? [
          `EPOCHS = ${training.epochs}`,
          `BATCH_SIZE = ${training.batchSize}`,
          `LEARNING_RATE = ${float(training.optimizer.learningRate)}`,
        ]
      : []),
    ...(hasWeights ? [`WEIGHTS = Path(__file__).with_name(${quoted(weightsFile)})`] : []),
  ]
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
  const text = [
    ...docstring(source, 'PyTorch 1.13 or later', describe(source)),
    '',
    ...importLines(body, hasWeights, isTrained),
    '',
    ...constants,
    '',
    '',
    body,
    '',
    '',
    ...main,
    '',
  ].join('\n')
  return { text, weights: weights.map(part => stateOf(part, names)) }
}

function importLines(body: string, hasWeights: boolean, isTrained: boolean): string[] {
  const standard = [
    ...(hasWeights ? ['import json'] : []),
    ...(/\bmath\./.test(body) ? ['import math'] : []),
    ...(hasWeights ? ['from pathlib import Path'] : []),
  ]
  return [
    ...standard,
    ...(standard.length > 0 ? [''] : []),
    'import torch',
    'from torch import nn',
    ...(/\bF\.one_hot/.test(body) ? ['from torch.nn import functional as F'] : []),
    ...(/\blr_scheduler\./.test(body) ? ['from torch.optim import lr_scheduler'] : []),
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
  const steps = graph.nodes
    .filter(({ kind }) => kind !== 'data' && kind !== 'loss')
    .flatMap(node =>
      forwardLines(
        node,
        names.get(node.id)!,
        values.get(node.id)!,
        node.inputs.map(id => values.get(id)!),
      ),
    )
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

const loadLines = [
  'def load_weights(model, path=WEIGHTS):',
  ...indent([
    '"""Reads a .safetensors file: the size of a JSON header, the header, numbers."""',
    'data = bytearray(Path(path).read_bytes())',
    "start = 8 + int.from_bytes(data[:8], 'little')",
    'header = json.loads(data[8:start])',
    "header.pop('__metadata__', None)",
    'state = {}',
    'for name, entry in header.items():',
    ...indent([
      "begin, end = entry['data_offsets']",
      'values = data[start + begin : start + end]',
      "shape = entry['shape']",
      'state[name] = torch.frombuffer(values, dtype=torch.float32).reshape(shape)',
    ]),
    'model.load_state_dict(state)',
  ]),
]

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
