import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../src/main/menu'
import { commandIds } from '../../src/shared/commands/table'

function items(platform: NodeJS.Platform = 'linux', isPackaged = false) {
  const send = vi.fn()
  const template = menuTemplate({ platform, isPackaged, send, showLog: () => {} })
  const all = template.flatMap(menu => menu.submenu as MenuItemConstructorOptions[] | undefined)
  return { send, items: all.filter(item => item !== undefined) }
}

describe('the native menu', () => {
  it('has every command of the table once, and each sends its id', () => {
    const { items: all, send } = items()
    const commands = all.filter(item => item.id)
    for (const item of commands) (item.click as () => void)()
    expect(send.mock.calls.map(([id]) => id).sort()).toEqual([...commandIds].sort())
  })

  it('leaves the keys of text fields to the page', () => {
    const { items: all } = items()
    const edit = all.filter(item => item.id?.startsWith('edit.'))
    expect(edit.length).toBeGreaterThan(3)
    for (const item of edit) expect(item.registerAccelerator, item.id).toBe(false)
  })

  it('gives no two items one accelerator', () => {
    const keys = items().items.flatMap(item => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('has no developer tools in a package', () => {
    const roles = (packaged: boolean) => items('linux', packaged).items.map(item => item.role)
    expect(roles(false)).toContain('toggleDevTools')
    expect(roles(true)).not.toContain('toggleDevTools')
  })
})
