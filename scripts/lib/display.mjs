import { run } from './run.mjs'

/**
 * Whether this machine has a screen to open a window on, as far as its environment says.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/**
 * Ubuntu 24.04 and later keep unprivileged programs from making the user namespaces that Chromium's
 * sandbox is built from; Electron then ends at once with a message that names a strange remedy.
 */
export async function isSandboxForbidden() {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return false
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { timeoutMs: 5000 })
  return code !== 0 && code !== 127
}
