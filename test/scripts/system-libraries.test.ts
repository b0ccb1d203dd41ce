import { describe, expect, it } from 'vitest'
import { hasDisplay } from '../../scripts/lib/display.mjs'
import {
  abbreviate,
  packagesFor,
  parseMissingLibraries,
} from '../../scripts/lib/system-libraries.mjs'

describe('system libraries', () => {
  it('are missing when ldd did not find them', () => {
    const output = `
	linux-vdso.so.1 (0x00007ffd)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)
	libnss3.so => not found
	libgtk-3.so.0 => not found
	libnss3.so => not found`
    expect(parseMissingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0'])
  })

  it('are named in a line that stays readable when there are many', () => {
    expect(abbreviate(['a', 'b', 'c'])).toBe('a, b, c')
    expect(abbreviate(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more')
  })

  it('go by the package names that the release knows', () => {
    const needs = { xvfb: true, libraries: true }
    expect(packagesFor(needs, () => false)).toContain('libasound2')
    expect(packagesFor(needs, () => true)).toContain('libasound2t64')
    expect(packagesFor({ xvfb: true, libraries: false }, () => true)).toEqual(['xvfb', 'xauth'])
  })
})

describe('a display', () => {
  it('is what DISPLAY or WAYLAND_DISPLAY name on Linux, and always there elsewhere', () => {
    expect(hasDisplay({}, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({}, 'darwin')).toBe(true)
  })
})
