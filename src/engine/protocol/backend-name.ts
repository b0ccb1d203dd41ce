/** `wasm` trains (float32, SIMD, threads); `reference` specifies (float64, scalar). */
export const backendNames = ['wasm', 'reference'] as const
export type BackendName = (typeof backendNames)[number]
