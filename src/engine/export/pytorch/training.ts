import { takesOneHot, widthsOf } from '../describe'
import { float, indent } from '../python/text'
import type { ExportSource } from '../source'
import { optimizerLines, type ScheduleText } from './optimizer'

const criterions: Readonly<Record<string, string>> = {
  softmaxCrossEntropy: 'nn.CrossEntropyLoss()',
  binaryCrossEntropy: 'nn.BCEWithLogitsLoss()',
  meanSquaredError: 'nn.MSELoss()',
}

/** The L1 and L2 penalty as a function; empty where there is none. */
export function penaltyLines({ training }: ExportSource): string[] {
  const { l1, l2 } = training.regularization
  if (l1 === 0 && l2 === 0) return []
  const terms = [
    ...(l1 === 0 ? [] : [`${float(l1)} * w.abs().sum()`]),
    ...(l2 === 0 ? [] : [`0.5 * ${float(l2)} * w.square().sum()`]),
  ]
  return [
    'def penalty(model):',
    ...indent([
      '"""Of the weights of linear layers, not of biases and norms."""',
      'layers = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]',
      'weights = [layer.weight for layer in layers]',
      `return sum(${terms.join(' + ')} for w in weights)`,
    ]),
  ]
}

/** The training loop. */
export function trainLines(source: ExportSource, schedule: ScheduleText): string[] {
  const { graph, training } = source
  const { clipping } = training
  const hasBatchNorm = graph.nodes.some(({ kind }) => kind === 'batchNorm')
  const penalty = penaltyLines(source).length > 0 ? ' + penalty(model)' : ''
  const limit = clipping.kind === 'none' ? '' : `(model.parameters(), ${float(clipping.limit)})`
  const step = [
    ...(hasBatchNorm
      ? ['if len(x) < 2:', '    continue  # batch norm cannot normalise one example']
      : []),
    ...(takesOneHot(graph) ? [`y = F.one_hot(y, ${widthsOf(graph).outputs}).to(x.dtype)`] : []),
    ...schedule.beforeStep,
    'optimizer.zero_grad()',
    `loss = criterion(model(x), y)${penalty}`,
    'loss.backward()',
    ...(clipping.kind === 'norm' ? [`nn.utils.clip_grad_norm_${limit}`] : []),
    ...(clipping.kind === 'value' ? [`nn.utils.clip_grad_value_${limit}`] : []),
    'optimizer.step()',
    ...schedule.afterStep,
    'total += loss.item() * len(x)',
    'count += len(x)',
  ]
  return [
    'def train(model, loader):',
    ...indent([
      '"""Trains on batches (x, y) of a DataLoader and prints the loss of every epoch."""',
      ...optimizerLines(training),
      ...schedule.make,
      `criterion = ${criterions[String(graph.loss.attrs.function)]}`,
      'model.train()',
      'for epoch in range(EPOCHS):',
      ...indent([
        'total, count = 0.0, 0',
        'for x, y in loader:',
        ...indent(step),
        ...schedule.afterEpoch,
        "print(f'epoch {epoch + 1}: loss {total / max(count, 1):.4f}')",
      ]),
    ]),
  ]
}

/** A data set of the right shapes, to be replaced. */
export function dataLines({ graph }: ExportSource): string[] {
  const { inputs, outputs } = widthsOf(graph)
  const { classes } = graph.dataShape
  return [
    'def training_data():',
    ...indent([
      '"""Random numbers of the right shapes: return your own examples here."""',
      `x = torch.randn(1000, ${inputs})`,
      classes === null
        ? `y = torch.randn(1000, ${outputs})`
        : `y = torch.randint(${classes}, (1000,))  # the class of each example`,
      'return TensorDataset(x, y)',
    ]),
  ]
}
