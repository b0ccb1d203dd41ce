import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../src/main/menu'
import { commandIds } from '../../src/shared/commands/table'

function items(platform: NodeJS.Platform = 'linux', isPackaged = false) {
  const send = vi.fn()
  const template = menuTemplate({ platform, isPackaged, send, showLog: () => {} })
  return { send, items: leaves(template) }
}

function leaves(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap(item => (Array.isArray(item.submenu) ? leaves(item.submenu) : [item]))
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
    for (const item of edit) expect(item.registerAccelerator ?? false, item.id).toBe(false)
  })

  it('gives no two items one accelerator', () => {
    const keys = items().items.flatMap(item => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('lists recent files, and can forget them', () => {
    const recent = { paths: ['/nets/a & b.gradscope'], open: vi.fn(), clear: vi.fn() }
    const options = { platform: 'linux', isPackaged: false, send: vi.fn() } as const
    const of = (paths: readonly string[]) => {
      const template = menuTemplate({ ...options, recent: { ...recent, paths }, showLog: () => {} })
      const all = template.flatMap(menu => menu.submenu as MenuItemConstructorOptions[])
      return all.find(({ label }) => label === 'Open Recent')?.submenu as typeof all
    }
    const [file, , clear] = of(recent.paths)
    expect(file?.label).toBe('/nets/a && b.gradscope')
    const press = (item: MenuItemConstructorOptions | undefined) =>
      (item as { click(): void }).click()
    press(file)
    expect(recent.open).toHaveBeenCalledWith('/nets/a & b.gradscope')
    press(clear)
    expect(recent.clear).toHaveBeenCalledOnce()
    expect(of([]).map(({ label, enabled }) => [label, enabled])).toEqual([
      ['No Recent Files', false],
      [undefined, undefined],
      ['Clear List', false],
    ])
  })

  it('has no developer tools in a package', () => {
    const roles = (packaged: boolean) => items('linux', packaged).items.map(item => item.role)
    expect(roles(false)).toContain('toggleDevTools')
    expect(roles(true)).not.toContain('toggleDevTools')
  })

  it('says in the chosen language what is undone, and greys what cannot be done', () => {
    const titles = { 'edit.undo': '실행 취소: dense1 추가' } as const
    const state = { language: 'ko', titles, blocked: ['edit.redo'] } as const
    const options = { platform: 'linux', isPackaged: true, send: () => {}, showLog: () => {} }
    const template = menuTemplate({ ...options, platform: 'linux', state })
    expect(template.map(({ label }) => label)).toContain('편집(&E)')
    const item = (id: string) => leaves(template).find(entry => entry.id === id)
    expect(item('edit.undo')).toMatchObject({ label: '실행 취소: dense1 추가', enabled: true })
    expect(item('edit.redo')).toMatchObject({ label: '다시 실행', enabled: false })
    for (const { label, type } of leaves(template)) if (!type) expect(label).toBeTruthy()
  })

  it('keeps what text fields need within reach on a Mac, where keys go through the menu', () => {
    const state = { language: 'en', titles: {}, blocked: ['edit.copy', 'run.stop'] } as const
    const options = { isPackaged: true, send: () => {}, showLog: () => {} }
    const enabled = (platform: NodeJS.Platform, id: string) =>
      leaves(menuTemplate({ ...options, platform, state })).find(entry => entry.id === id)?.enabled
    expect(enabled('darwin', 'edit.copy')).toBe(true)
    expect(enabled('linux', 'edit.copy')).toBe(false)
    expect(enabled('darwin', 'run.stop')).toBe(false)
  })

  it('writes accelerators as Electron reads them', () => {
    const modifier = '(?:CmdOrCtrl|Alt|Shift)'
    const key = '(?:[A-Z0-9=.\\-?]|F\\d+|Enter|Delete|Insert|Up|Down|Left|Right|Space|Plus)'
    const pattern = new RegExp(`^(?:${modifier}\\+)*${key}$`)
    for (const { accelerator } of items().items) {
      if (accelerator) expect(accelerator).toMatch(pattern)
    }
  })
})
