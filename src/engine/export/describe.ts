import { datasetInfo } from '../data/catalog'
import type { TrainingConfig } from '../document/schema'
import type { Graph } from '../graph/types'
import { sizeOf } from '../nodes/define-node'
import type { ExportSource } from './source'

/** How many numbers go in and come out for each example. */
export function widthsOf({ data, loss }: Graph): {
  readonly inputs: number
  readonly outputs: number
} {
  return { inputs: sizeOf(data.shape), outputs: sizeOf(loss.shape) }
}

/** The side lengths of the images that a network takes as rows of pixels; null where it takes none. */
export function imageOf({ data }: Graph) {
  const image = datasetInfo(data.attrs)?.image ?? null
  const { height = 0, width = 0, channels = 1 } = image ?? {}
  return image && height * width * channels === sizeOf(data.shape)
    ? { height, width, channels }
    : null
}

/** Whether targets are classes that the loss wants as rows of 0 and 1. */
export function takesOneHot({ dataShape, loss }: Graph): boolean {
  return dataShape.classes !== null && loss.attrs.function !== 'softmaxCrossEntropy'
}

/** What goes in, what comes out, and what a program leaves out: sentences, a line each. */
export function describe({ graph, training }: ExportSource): string[] {
  return [...describeEnds(graph), ...leftOut(graph, training)]
}

/** What goes in and what comes out. */
export function describeEnds(graph: Graph): string[] {
  return [describeInput(graph), describeOutput(graph)]
}

function describeInput(graph: Graph): string {
  const { attrs } = graph.data
  const { inputs } = widthsOf(graph)
  const title = datasetInfo(attrs)?.title
  const image = imageOf(graph)
  const pixels = image
    ? `, the pixels of ${image.height}×${image.width} images${image.channels > 1 ? ', one channel after the other' : ''}`
    : ''
  const each = image ? 'over all pixels' : 'of every feature'
  const scale =
    attrs.normalization === 'standardize'
      ? `, scaled to mean 0 and standard deviation 1 ${each} of the training examples`
      : image
        ? ', in 0…1'
        : ', as they are in the data'
  return `Input: ${inputs} numbers${title ? ` (${title})` : ''}${pixels}${scale}.`
}

function describeOutput(graph: Graph): string {
  const { outputs } = widthsOf(graph)
  switch (graph.loss.attrs.function) {
    case 'softmaxCrossEntropy':
      return `Output: ${outputs} logits, one for each class; their softmax gives probabilities.`
    case 'binaryCrossEntropy':
      return `Output: ${outputs} logits; the sigmoid of each gives a probability.`
    default:
      return graph.dataShape.classes === null && graph.data.attrs.normalization === 'standardize'
        ? `Output: ${outputs} predicted, scaled like the inputs.`
        : `Output: ${outputs} predicted.`
  }
}

function leftOut({ data: { attrs } }: Graph, { earlyStopping }: TrainingConfig): string[] {
  const parts = [
    ...(earlyStopping.kind === 'none' ? [] : ['early stopping']),
    ...(attrs.augment === true ? ['data augmentation'] : []),
  ]
  return parts.length === 0 ? [] : [`Not in this file: ${parts.join(', ')}.`]
}
