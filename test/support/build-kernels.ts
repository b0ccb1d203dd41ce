import { ensureKernels } from '../../scripts/build-kernels.mjs'

/** Tests of the wasm backend run the compiled kernels. */
export default async function setup(): Promise<void> {
  await ensureKernels()
}
