export const appScheme = 'app'
export const appHost = 'gradscope'
export const appOrigin = `${appScheme}://${appHost}`
export const appEntryUrl = `${appOrigin}/index.html`

/**
 * The origin of a URL as Chromium sees it for our standard scheme. Node's `URL` calls the origin of
 * any scheme it does not know "null".
 */
export function originOf(url: string): string {
  try {
    const { protocol, host, origin } = new URL(url)
    return protocol === `${appScheme}:` ? `${protocol}//${host}` : origin
  } catch {
    return 'null'
  }
}
