import type { Session, WebContents } from 'electron'

interface LockDownOptions {
  /** The one page a window may load. */
  readonly entryUrl: string
  openExternal(url: string): void
  readonly log: { warn(message: string): void }
}

/** Pages that the system's browser may be asked to show. None yet. */
const externalUrls: ReadonlySet<string> = new Set()

/** Denies a page everything that would let other content in: navigation, windows, webviews. */
export function lockDownContents(
  contents: WebContents,
  { entryUrl, openExternal, log }: LockDownOptions,
): void {
  contents.on('will-frame-navigate', event => {
    if (event.isMainFrame && withoutHash(event.url) === entryUrl) return
    log.warn(`navigation to ${event.url} denied`)
    event.preventDefault()
  })
  contents.on('will-redirect', event => event.preventDefault())
  // A page cannot hold its window open; unsaved work is asked about in main.
  contents.on('will-prevent-unload', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (externalUrls.has(url)) openExternal(url)
    else log.warn(`window for ${url} denied`)
    return { action: 'deny' }
  })
}

/** Denies every permission and download of a session. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
}

function withoutHash(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}
