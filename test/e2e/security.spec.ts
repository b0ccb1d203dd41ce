import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { contentSecurityPolicy } from '../../src/main/protocol/headers'
import { webPreferences } from '../../src/main/window/web-preferences'
import { type LaunchedApp, launch } from './support/launch'

test.describe.configure({ mode: 'serial' })

let launched: LaunchedApp
/** A site of somebody else's, which counts who comes. */
let foreign: { server: Server; url: string; visits: number }

test.beforeAll(async () => {
  const server = createServer((_request, response) => {
    foreign.visits++
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
    response.end('<title>foreign</title>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  foreign = { server, url: `http://127.0.0.1:${port}/`, visits: 0 }
  launched = await launch()
})

test.afterAll(async () => {
  await launched?.close()
  foreign?.server.close()
})

test.beforeEach(() => {
  foreign.visits = 0
})

/** Denials leave no trace to wait for: this is time enough for what must not happen. */
const momentMs = 300

async function expectStillHome(): Promise<void> {
  const { app, page } = launched
  await page.waitForTimeout(momentMs)
  expect(page.url()).toMatch(/^app:\/\/gradscope\/index\.html/)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(foreign.visits).toBe(0)
}

/** Opens a window with our preload that main did not make, and runs a script in it. */
function inStranger(url: string, script: string): Promise<unknown> {
  return launched.app.evaluate(
    async ({ app, BrowserWindow }, { address, code }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: {
          sandbox: true,
          contextIsolation: true,
          preload: `${app.getAppPath()}/out/preload/index.cjs`,
        },
      })
      try {
        await stranger.loadURL(address)
        return await stranger.webContents.executeJavaScript(code)
      } finally {
        stranger.destroy()
      }
    },
    { address: url, code: script },
  )
}

const askForInfo = `window.gradscope.request('app.info', undefined).then(() => 'answered', String)`

test('the page has no Node', async () => {
  const types = await launched.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].map(
      name => typeof (window as unknown as Record<string, unknown>)[name],
    ),
  )
  expect(types).toEqual(Array(7).fill('undefined'))
})

test('the page is sandboxed and isolated from its preload', async () => {
  const actual = await launched.app.evaluate(({ BrowserWindow }) => {
    // Not in Electron's published types.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
  const reported = Object.entries(webPreferences).filter(([name]) => name in actual)
  expect(reported.map(([name]) => name)).toEqual(
    expect.arrayContaining(['contextIsolation', 'sandbox', 'nodeIntegration', 'webSecurity']),
  )
  for (const [name, value] of reported) expect(actual[name], name).toBe(value)
})

test('the preload adds window.gradscope to a page and nothing else', async () => {
  // An empty page, because libraries of our own leave marks on the window too.
  const added = await inStranger(
    'data:text/html,<body></body>',
    `(() => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow))
      return Object.getOwnPropertyNames(window).filter(
        name => !plain.has(name) && Number.isNaN(Number(name)),
      )
    })()`,
  )
  expect(added).toEqual(['gradscope'])
})

test('the bridge has five functions and no object of Electron', async () => {
  const { names, types } = await launched.page.evaluate(() => ({
    names: Object.getOwnPropertyNames(window.gradscope).sort(),
    types: Object.values(window.gradscope).map(value => typeof value),
  }))
  expect(names).toEqual(['on', 'openDropped', 'request', 'showDropped', 'takeDropped'])
  expect(new Set(types)).toEqual(new Set(['function']))
})

test('the page cannot put another bridge in its place', async () => {
  const replaced = await launched.page.evaluate(() => {
    const before = window.gradscope
    try {
      Object.assign(window, { gradscope: { request: 'mine' } })
    } catch {
      // A property that cannot be written.
    }
    return window.gradscope !== before
  })
  expect(replaced).toBe(false)
})

test('the page comes with the strict policy and is cross-origin isolated', async () => {
  const { policy, sniff, isolated } = await launched.page.evaluate(async () => {
    const { headers } = await fetch(location.href)
    return {
      policy: headers.get('content-security-policy'),
      sniff: headers.get('x-content-type-options'),
      isolated: crossOriginIsolated,
    }
  })
  expect(policy).toBe(contentSecurityPolicy)
  expect(sniff).toBe('nosniff')
  expect(isolated).toBe(true)
})

test('inline scripts do not run', async () => {
  const result = await launched.page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', event =>
      violations.push(event.effectiveDirective),
    )
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.body.append(script)
    const holder = document.createElement('div')
    holder.innerHTML = '<img src="data:," onerror="window.inlineRan = true">'
    document.body.append(holder)
    await new Promise(resolve => setTimeout(resolve, 200))
    script.remove()
    holder.remove()
    return { ran: 'inlineRan' in window, violations }
  })
  expect(result.ran).toBe(false)
  expect(result.violations).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr']))
})

test('eval and new Function are refused', async () => {
  const errors = await launched.page.evaluate(
    () =>
      new Promise<string[]>(resolve =>
        // Later, because the debugger's own evaluation is exempt from the policy.
        setTimeout(() => {
          // biome-ignore lint/security/noGlobalEval: what is tested is that it does not run
          const attempts = [() => globalThis.eval('1'), () => new Function('return 1')()]
          resolve(
            attempts.map(attempt => {
              try {
                attempt()
                return 'ran'
              } catch (error) {
                return (error as Error).name
              }
            }),
          )
        }),
      ),
  )
  expect(errors).toEqual(['EvalError', 'EvalError'])
})

test('the page cannot reach the network', async () => {
  const result = await launched.page.evaluate(
    url =>
      fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    foreign.url,
  )
  expect(result).toBe('refused')
  expect(foreign.visits).toBe(0)
})

test('the protocol does not leave its folder', async () => {
  const statuses = await launched.page.evaluate(() =>
    Promise.all(
      ['..%2f..%2fpackage.json', '..%5c..%5cpackage.json', '%2e%2e/main/index.js'].map(path =>
        fetch(`app://gradscope/${path}`).then(response => response.status),
      ),
    ),
  )
  expect(statuses).toEqual([403, 403, 404])
})

test('navigation to another site is denied', async () => {
  await launched.page.evaluate(url => {
    location.href = url
  }, foreign.url)
  await expectStillHome()
})

test('a link and a form lead nowhere else', async () => {
  await launched.page.evaluate(url => {
    const link = document.body.appendChild(document.createElement('a'))
    link.href = url
    link.click()
    link.remove()
    const form = document.body.appendChild(document.createElement('form'))
    form.action = url
    form.method = 'post'
    form.submit()
    form.remove()
  }, foreign.url)
  await expectStillHome()
})

test('navigation to a file is denied', async () => {
  await launched.page.evaluate(() => {
    location.href = 'file:///etc/hostname'
  })
  await expectStillHome()
})

test('a frame with another site stays empty', async () => {
  await launched.page.evaluate(url => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    frame.src = url
    setTimeout(() => frame.remove(), 200)
  }, foreign.url)
  await expectStillHome()
})

test('window.open is denied', async () => {
  const opened = await launched.page.evaluate(
    url => [window.open(url), window.open('about:blank')].map(Boolean),
    foreign.url,
  )
  expect(opened).toEqual([false, false])
  await expectStillHome()
})

test('a webview does not attach', async () => {
  await launched.page.evaluate(url => {
    const view = document.createElement('webview')
    view.setAttribute('src', url)
    document.body.append(view)
    setTimeout(() => view.remove(), 200)
  }, foreign.url)
  await expectStillHome()
})

test('permissions are denied, asked for or looked up', async () => {
  const result = await launched.page.evaluate(async () => {
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    return {
      notification: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        error => (error as Error).name,
      ),
      geolocation: await state('geolocation'),
      microphone: await state('microphone'),
    }
  })
  expect(result.notification).toBe('denied')
  expect(['NotAllowedError', 'NotFoundError']).toContain(result.camera)
  expect(result.geolocation).toBe('denied')
  expect(result.microphone).toBe('denied')
})

test('a download that nobody asked for is denied', async () => {
  await launched.app.evaluate(({ session }) => {
    const seen: boolean[] = []
    Object.assign(globalThis, { downloadsDenied: seen })
    session.defaultSession.on('will-download', event => seen.push(event.defaultPrevented))
  })
  await launched.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['x']))
    link.download = 'x.txt'
    link.click()
  })
  const denied = () =>
    launched.app.evaluate(
      () => (globalThis as unknown as { downloadsDenied: boolean[] }).downloadsDenied,
    )
  await expect.poll(denied).toEqual([true])
})

test('an unknown channel is refused', async () => {
  const results = await launched.page.evaluate(async () => {
    const bridge = window.gradscope as unknown as {
      request(channel: string, payload?: unknown): Promise<unknown>
      on(channel: string, listener: () => void): void
    }
    const request = await bridge.request('shell.openExternal', 'https://example.com').then(
      () => 'answered',
      error => String(error),
    )
    let listen = 'listening'
    try {
      bridge.on('ELECTRON_BROWSER_EVENT', () => {})
    } catch (error) {
      listen = String(error)
    }
    return [request, listen]
  })
  for (const result of results) expect(result).toContain('unknown channel')
})

const malformed: [channel: string, payload: unknown][] = [
  ['document.save', undefined],
  ['document.save', { text: '{}', suggestedName: 'x', path: '/tmp/stolen' }],
  ['document.save', { text: 1, suggestedName: 'x' }],
  ['document.setStatus', { name: 'x', dirty: 'yes' }],
  ['document.openExample', { id: '../../package' }],
  ['document.open', '/etc/passwd'],
  ['engine.connect', { workerPath: '/tmp/evil.js' }],
]

for (const [channel, payload] of malformed) {
  test(`${channel} refuses the argument ${JSON.stringify(payload)}`, async () => {
    const result = await launched.page.evaluate(
      ([name, value]) =>
        window.gradscope.request(name as 'app.info', value as undefined).then(
          () => 'answered',
          error => String(error),
        ),
      [channel, payload] as const,
    )
    expect(result).toContain('argument refused')
  })
}

test('a page of another origin is refused, even with our preload', async () => {
  expect(await inStranger('data:text/html,stranger', askForInfo)).toContain('sender refused')
})

test('a window that is not ours is refused, even with our page', async () => {
  expect(await inStranger('app://gradscope/index.html', askForInfo)).toContain('sender refused')
})

test('our own window is refused once it shows another origin', async () => {
  const { app, page } = launched
  await app.evaluate(({ BrowserWindow }, url) => {
    return BrowserWindow.getAllWindows()[0]?.loadURL(url)
  }, foreign.url)
  // Playwright learns of the navigation a little later.
  await page.waitForURL(url => url.protocol !== 'app:')
  const ask = () =>
    page.evaluate(() =>
      window.gradscope.request('app.info', undefined).then(() => 'answered', String),
    )
  expect(await ask()).toContain('sender refused')
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('app://gradscope/index.html'),
  )
  await page.waitForURL(url => url.protocol === 'app:')
  expect(await ask()).toBe('answered')
})

test('a frame inside the page has no bridge', async () => {
  const bridge = await launched.page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'))
    const type = typeof (frame.contentWindow as Window | null)?.gradscope
    frame.remove()
    return type
  })
  expect(bridge).toBe('undefined')
})
