import { isAbsolute, relative, resolve, sep } from 'node:path'
import { appHost, appScheme } from './origin'

/**
 * The file that an `app://` URL names, or null for any that is not inside the root: another host,
 * a path that climbs out (plain or percent-encoded), a NUL, a backslash or a drive letter.
 */
export function resolveAsset(root: string, url: string): string | null {
  let parsed: URL
  let path: string
  try {
    parsed = new URL(url)
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (parsed.protocol !== `${appScheme}:` || parsed.host !== appHost) return null
  if (/[\0\\:]/.test(path) || path.split('/').includes('..')) return null
  const file = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path}`)
  const inside = relative(root, file)
  const escapes = inside === '' || inside === '..' || inside.startsWith(`..${sep}`)
  return escapes || isAbsolute(inside) ? null : file
}
