import type { TensorId } from '../plan/types'
import type { AttrSpecs, AttrsOf } from './attrs'

/** Shape of one example, without the batch axis: `[784]`. */
export type Shape = readonly number[]

export type NodeCategory = 'data' | 'layer' | 'join' | 'end'

export interface InputPort {
  readonly name: string
  /** A port that takes two or more edges, in the order of the document. */
  readonly many: boolean
}

/** How a parameter tensor gets its first values. `fanIn` and `fanOut` are feature counts. */
export type InitScheme =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number }
  | { readonly kind: 'uniform'; readonly limit: number }
  /** A matrix that passes each input on, times a factor; what is beyond the smaller side is 0. */
  | { readonly kind: 'identity'; readonly scale: number }

export interface ParamSpec {
  readonly shape: Shape
  readonly init: InitScheme
  /** Whether the L1/L2 penalty applies: weights yes, biases and batch-norm parameters no. */
  readonly penalized: boolean
}

export interface BufferSpec {
  readonly shape: Shape
  readonly initial: number
}

/** What forward saves for backward. */
export interface ResidualSpec {
  readonly shape: Shape
  readonly batched: boolean
}

/** What the shape of a network depends on beside its nodes: the data set behind the data node. */
export interface DataShape {
  readonly features: Shape
  /** Number of classes, or null where targets are values. */
  readonly classes: number | null
  /** Values per example of the target when it is not a class. */
  readonly targetFeatures: number
  /** Targets are numbers on any scale, not labels of 0 to 1: no cross-entropy compares with them. */
  readonly regression?: boolean
}

export type ShapeResult =
  | { readonly ok: true; readonly shape: Shape }
  | { readonly ok: false; readonly reason: string; readonly remedy: string }

/**
 * The tensors a node's steps refer to. `x` holds the tensors of the input port in document order,
 * `dx` the gradients to write (null where nothing needs them), `y` and `dy` the output's.
 */
export interface Lowering {
  readonly mode: 'train' | 'evaluate'
  readonly x: readonly TensorId[]
  readonly inputShapes: readonly Shape[]
  readonly dx: readonly (TensorId | null)[]
  readonly y: TensorId
  readonly dy: TensorId
  param(name: string): TensorId
  /** Null where the gradient is known to be 0; see `NodeDefinition.shifts`. */
  gradient(param: string): TensorId | null
  buffer(name: string): TensorId
  residual(name: string): TensorId
  /** Class indices or values to predict; one of each plan. */
  readonly target: TensorId
  /** Scalar tensors that the loss node writes. */
  readonly loss: TensorId
  /** Null where targets are no classes, so that nothing can be counted right. */
  readonly correct: TensorId | null
}

/** One kernel call before the compiler completes it with its node and accumulation flags. */
export interface StepDraft {
  readonly kernel: string
  readonly inputs: readonly (TensorId | null)[]
  readonly outputs: readonly (TensorId | null)[]
  readonly attrs: Readonly<Record<string, number | string | boolean>>
}

/** One kernel call; null stands for a tensor that nobody needs. */
export function step(
  kernel: string,
  inputs: StepDraft['inputs'],
  outputs: StepDraft['outputs'],
  attrs: StepDraft['attrs'] = {},
): StepDraft {
  return { kernel, inputs, outputs, attrs }
}

export interface NodeDefinition<S extends AttrSpecs = AttrSpecs> {
  readonly kind: string
  readonly title: string
  readonly category: NodeCategory
  /** One sentence for palette and inspector. */
  readonly summary: string
  /** LaTeX. */
  readonly formula: string
  readonly inputs: readonly InputPort[]
  readonly hasOutput: boolean
  readonly attrs: S
  /** Stem of new ids: `dense` gives `dense1`, `dense2`. */
  idStem(attrs: AttrsOf<S>): string
  /** A few words under the node's name on the canvas. */
  subtitle(attrs: AttrsOf<S>): string
  /** Output shape (for a loss: the shape of its prediction) from input shapes. */
  shape(inputs: readonly Shape[], attrs: AttrsOf<S>, data: DataShape): ShapeResult
  params(inputs: readonly Shape[], attrs: AttrsOf<S>): Readonly<Record<string, ParamSpec>>
  buffers(inputs: readonly Shape[], attrs: AttrsOf<S>): Readonly<Record<string, BufferSpec>>
  residuals(inputs: readonly Shape[], attrs: AttrsOf<S>): Readonly<Record<string, ResidualSpec>>
  /**
   * What the sum of the gradient over the batch becomes on its way through the node. `zero`: the
   * input's gradient sums to 0, as before batch norm, which takes the mean away. `linear`: it does so
   * where the output's gradient does. `any`: nothing can be said.
   */
  batchSum(attrs: AttrsOf<S>): 'zero' | 'linear' | 'any'
  /** The element-wise function a node is, with its attrs, where its slope may saturate; else null. */
  slope(attrs: AttrsOf<S>): Readonly<Record<string, string | number>> | null
  /** Parameters added to every row alike: their gradient is the batch sum of the output's. */
  readonly shifts: readonly string[]
  forward(t: Lowering, attrs: AttrsOf<S>): readonly StepDraft[]
  backward(t: Lowering, attrs: AttrsOf<S>): readonly StepDraft[]
}

type Optional =
  | 'params'
  | 'buffers'
  | 'residuals'
  | 'hasOutput'
  | 'inputs'
  | 'idStem'
  | 'batchSum'
  | 'slope'
  | 'shifts'

/**
 * Completes a node definition with the defaults most kinds share: one input `x`, one output,
 * no parameters, no state. The result takes attrs as plain records, validated by its schema before.
 */
export function defineNode<const S extends AttrSpecs>(
  definition: Omit<NodeDefinition<S>, Optional> & Partial<Pick<NodeDefinition<S>, Optional>>,
): NodeDefinition {
  const complete: NodeDefinition<S> = {
    inputs: [{ name: 'x', many: false }],
    hasOutput: true,
    idStem: () => definition.kind,
    params: () => ({}),
    buffers: () => ({}),
    residuals: () => ({}),
    batchSum: () => 'any',
    slope: () => null,
    shifts: [],
    ...definition,
  }
  // Attr values are checked against S by attrsSchema(S) where documents are parsed.
  return complete as unknown as NodeDefinition
}

/** The result of a shape function that found nothing wrong. */
export function shapeOk(shape: Shape): ShapeResult {
  return { ok: true, shape }
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, dim) => product * dim, 1)
}
