import { findNotFinite, type WeightTensor } from '../training/assign-weights'
import { exportKeras } from './keras'
import { exportPyTorch } from './pytorch'
import type { ExportSource } from './source'
import type { ExportTarget } from './target'
import { misfitOf, weightBytes, weightParts } from './weights'

/** Bytes that the weights of an ONNX file may have: protobuf ends at 2 GB. */
const onnxLimit = 2 ** 31 - 2 ** 20

export type ExportResult =
  | {
      readonly ok: true
      readonly content: string | Uint8Array<ArrayBuffer>
      /** To be written to `weightsFile`, beside the content, where there are any. */
      readonly weights: readonly WeightTensor[]
    }
  | { readonly ok: false; readonly message: string; readonly remedy: string }

/** What the file of the weights is called that a program reads; `stem` is the program's name. */
export function weightsFileOf(stem: string): string {
  return `${stem}.weights.safetensors`
}

/**
 * A network for another framework. Fails where weights do not fit or are no numbers, or a format cannot hold
 * them.
 *
 * @param weights of the network; without them a program draws its own, and a model that holds weights
 *   has those that the seed draws.
 * @param weightsFile what the file of the weights will be called, where a program reads one.
 */
export async function exportNetwork(
  target: ExportTarget,
  source: ExportSource,
  weights: readonly WeightTensor[] | null,
  weightsFile: string,
): Promise<ExportResult> {
  const { graph, training } = source
  const misfit = weights && misfitOf(graph, weights)
  if (misfit) {
    return { ok: false, message: misfit, remedy: 'Use weights that were saved from this network.' }
  }
  const broken = weights && findNotFinite(weights)
  if (broken) {
    return { ok: false, message: broken, remedy: 'Use weights of a run that did not diverge.' }
  }
  if (target === 'onnx') {
    const bytes = weightBytes(graph)
    if (bytes > onnxLimit) return tooLarge(bytes)
    // Protobuf takes a moment to load, which nothing else should wait for.
    const { exportOnnx } = await import('./onnx')
    const content = exportOnnx(source, weightParts(graph, weights, training.seed))
    return { ok: true, content, weights: [] }
  }
  const parts = weights ? weightParts(graph, weights, training.seed) : []
  const write = target === 'keras' ? exportKeras : exportPyTorch
  const { text, weights: named } = write(source, parts, weightsFile)
  return { ok: true, content: text, weights: named }
}

function tooLarge(bytes: number): ExportResult {
  const gigabytes = (value: number) => `${(value / 1e9).toFixed(1)} GB`
  return {
    ok: false,
    message: `The weights take ${gigabytes(bytes)}; an ONNX file holds at most ${gigabytes(onnxLimit)}.`,
    remedy: 'Make its layers smaller, or export to PyTorch or Keras.',
  }
}
