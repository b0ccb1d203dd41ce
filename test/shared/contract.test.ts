import { describe, expect, it } from 'vitest'
import { eventChannels, preloadChannels, requestChannels } from '../../src/shared/ipc/channels'
import { events, requests } from '../../src/shared/ipc/contract'

describe('the IPC contract', () => {
  it('has exactly the channels that the preload lets through', () => {
    expect(Object.keys(requests).sort()).toEqual([...requestChannels, ...preloadChannels].sort())
    expect(Object.keys(events).sort()).toEqual([...eventChannels].sort())
  })

  it('lets no window name a path', () => {
    for (const channel of requestChannels) {
      const { request } = requests[channel]
      const keys = 'shape' in request ? Object.keys(request.shape as object) : []
      expect(keys).not.toContain('path')
    }
  })
})
