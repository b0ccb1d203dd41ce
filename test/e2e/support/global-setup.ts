import { useElectronInPlaywright } from '../../../scripts/electron-runtime.mjs'
import { ensureBuilt } from '../../../scripts/ensure-built.mjs'
import { RUNTIME_VARIABLE } from './launch'

/** Prepares what every test starts: a fresh build and the Electron that runs it. */
export default async function globalSetup(): Promise<void> {
  await ensureBuilt()
  process.env[RUNTIME_VARIABLE] = await useElectronInPlaywright()
}
