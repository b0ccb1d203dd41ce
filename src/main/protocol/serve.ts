import { readFile } from 'node:fs/promises'
import { responseHeaders } from './headers'
import { resolveAsset } from './resolve-asset'

/** Answers requests of the `app://` protocol with the files below a folder. */
export function createAssetServer(
  root: string,
  read: (path: string) => Promise<Uint8Array> = readFile,
) {
  return async (request: { readonly url: string; readonly method: string }): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const file = resolveAsset(root, request.url)
    if (file === null) return refuse(403)
    try {
      const body = await read(file)
      return new Response(new Uint8Array(body), { status: 200, headers: responseHeaders(file) })
    } catch {
      return refuse(404)
    }
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: responseHeaders('.txt') })
}
