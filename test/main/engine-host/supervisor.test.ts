import { describe, expect, it, vi } from 'vitest'
import type { HostAnswer } from '../../../src/main/engine-host/connect-message'
import { createEngineSupervisor } from '../../../src/main/engine-host/supervisor'

function setUp() {
  const hosts: {
    exit(code: number): void
    answer(): void
    postMessage: unknown
    kill(): void
  }[] = []
  const sendPort = vi.fn()
  const sendStatus = vi.fn()
  let channels = 0
  const allowed = ['/home/me/a.csv']
  const supervisor = createEngineSupervisor<string>({
    fork: () => {
      let exit: (code: number) => void = () => {}
      let answer: (message: HostAnswer) => void = () => {}
      const host = {
        postMessage: vi.fn(),
        kill: vi.fn(() => exit(15)),
        onMessage: (listener: (message: HostAnswer) => void) => {
          answer = listener
        },
        onExit: (listener: (code: number) => void) => {
          exit = listener
        },
      }
      hosts.push({
        ...host,
        exit: code => exit(code),
        answer: () => answer({ type: 'dataAllowed' }),
      })
      return host
    },
    createChannel: () => {
      channels++
      return { port1: `host ${channels}`, port2: `window ${channels}` }
    },
    sendPort,
    sendStatus,
    workerPath: '/out/engine-worker.js',
    datasetsDirectory: '/data',
    checkpointsDirectory: '/checkpoints',
    allowedData: () => allowed,
  })
  return { supervisor, hosts, sendPort, sendStatus, allowed }
}

describe('the supervisor of the engine host', () => {
  it('starts nothing before it is asked to', () => {
    expect(setUp().hosts).toHaveLength(0)
  })

  it('gives one end of a channel to the host and the other to the window', () => {
    const { supervisor, hosts, sendPort, sendStatus } = setUp()
    supervisor.connect()
    expect(hosts[0]!.postMessage).toHaveBeenCalledWith(
      {
        type: 'connect',
        client: 'run',
        workerPath: '/out/engine-worker.js',
        datasetsDirectory: '/data',
        checkpointsDirectory: '/checkpoints',
        allowedData: ['/home/me/a.csv'],
      },
      ['host 1'],
    )
    expect(sendPort).toHaveBeenCalledWith('window 1', 'run')
    expect(sendStatus).toHaveBeenCalledWith({ state: 'connected' })
  })

  it('tells the host what may be read when the user chose another file', async () => {
    const { supervisor, hosts, allowed } = setUp()
    await supervisor.allowData()
    supervisor.connect()
    allowed.push('/home/me/b.csv')
    const known = supervisor.allowData()
    expect(hosts[0]!.postMessage).toHaveBeenLastCalledWith(
      { type: 'allowData', paths: ['/home/me/a.csv', '/home/me/b.csv'] },
      [],
    )
    hosts[0]!.answer()
    await known
  })

  it('lets a file be used once the host knows that it may be read, or is gone', async () => {
    const { supervisor, hosts } = setUp()
    supervisor.connect()
    const known = [false, false]
    const asked = known.map((_, i) =>
      supervisor.allowData().then(() => {
        known[i] = true
      }),
    )
    hosts[0]!.answer()
    await asked[0]
    expect(known).toEqual([true, false])
    hosts[0]!.exit(9)
    await Promise.all(asked)
    expect(known).toEqual([true, true])
  })

  it('keeps the host for a second connection', () => {
    const { supervisor, hosts, sendPort } = setUp()
    supervisor.connect()
    supervisor.connect()
    expect(hosts).toHaveLength(1)
    expect(sendPort).toHaveBeenLastCalledWith('window 2', 'run')
  })

  it('connects what trains in the background to the same host', () => {
    const { supervisor, hosts, sendPort } = setUp()
    supervisor.connect()
    supervisor.connect('background')
    expect(hosts).toHaveLength(1)
    expect(hosts[0]!.postMessage).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'connect', client: 'background' }),
      ['host 2'],
    )
    expect(sendPort).toHaveBeenLastCalledWith('window 2', 'background')
  })

  it('tells of a host that is lost, and starts another when asked', () => {
    const { supervisor, hosts, sendStatus } = setUp()
    supervisor.connect()
    hosts[0]!.exit(9)
    expect(sendStatus).toHaveBeenLastCalledWith({
      state: 'crashed',
      reason: 'the engine process ended with code 9',
    })
    expect(hosts).toHaveLength(1)
    supervisor.connect()
    expect(hosts).toHaveLength(2)
  })

  it('ends the host with its window, which is no crash', () => {
    const { supervisor, hosts, sendStatus } = setUp()
    supervisor.connect()
    supervisor.dispose()
    expect(hosts[0]!.kill).toHaveBeenCalledOnce()
    expect(sendStatus).toHaveBeenCalledTimes(1)
    supervisor.dispose()
    expect(hosts[0]!.kill).toHaveBeenCalledOnce()
  })
})
