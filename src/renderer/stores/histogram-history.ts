/** How the entries of every gradient were spread over the powers of two at one step. */
export interface CountedGradients {
  readonly step: number
  /** See `TelemetryRow.histogram` and `histogramBins`. */
  readonly counts: Uint32Array
}

/** The counted steps of a run in bounded memory. */
export interface HistogramHistory {
  readonly length: number
  readonly bytes: number
  /** The kept steps, oldest first. */
  readonly kept: readonly CountedGradients[]
  add(counted: CountedGradients): void
  /** Forgets what was counted after a step. */
  rewind(step: number): void
  /** The newest step that was counted, up to the given one; else the first after it. */
  at(step: number): CountedGradients | null
}

/** Beyond it every second step is dropped, never the newest. */
export const maxHistogramBytes = 24 * 2 ** 20
const fewestKept = 8

export function createHistogramHistory(maxBytes = maxHistogramBytes): HistogramHistory {
  let kept: CountedGradients[] = []
  let bytes = 0

  return {
    get length() {
      return kept.length
    },
    get kept() {
      return kept
    },
    get bytes() {
      return bytes
    },
    add(counted) {
      // A step that a run went back to comes late, and may be there already.
      const after = kept.findIndex(({ step }) => step >= counted.step)
      if (after < 0) kept.push(counted)
      else if (kept[after]!.step === counted.step) return
      else kept.splice(after, 0, counted)
      bytes += counted.counts.byteLength
      if (bytes <= maxBytes || kept.length <= fewestKept) return
      kept = kept.filter((_, i) => (kept.length - 1 - i) % 2 === 0)
      bytes = kept.reduce((sum, { counts }) => sum + counts.byteLength, 0)
    },
    rewind(step) {
      kept = kept.filter(counted => counted.step <= step)
      bytes = kept.reduce((sum, { counts }) => sum + counts.byteLength, 0)
    },
    at(step) {
      return kept.findLast(counted => counted.step <= step) ?? kept[0] ?? null
    },
  }
}
