import type { MenuItemConstructorOptions } from 'electron'
import type { CommandId } from '../shared/ipc/contract'

interface MenuOptions {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  send(command: CommandId): void
  showLog(): void
}

type Item = MenuItemConstructorOptions

/** The native menu as data. An item with a command tells the focused window its id. */
export function menuTemplate({ platform, isPackaged, send, showLog }: MenuOptions): Item[] {
  const mac = platform === 'darwin'
  const separator: Item = { type: 'separator' }

  function command(id: CommandId, label: string, accelerator?: string): Item {
    return { id, label, click: () => send(id), ...(accelerator && { accelerator }) }
  }

  /**
   * Shown, not registered: typing in a text field needs the same keys, and the window knows what
   * has the focus.
   */
  function editCommand(id: CommandId, label: string, accelerator: string): Item {
    return { ...command(id, label, accelerator), registerAccelerator: false }
  }

  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('file.new', 'New', 'CmdOrCtrl+N'),
        command('file.open', 'Open…', 'CmdOrCtrl+O'),
        separator,
        command('file.save', 'Save', 'CmdOrCtrl+S'),
        command('file.saveAs', 'Save As…', 'CmdOrCtrl+Shift+S'),
        separator,
        { role: 'close' },
        ...(mac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        editCommand('edit.undo', 'Undo', 'CmdOrCtrl+Z'),
        editCommand('edit.redo', 'Redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        editCommand('edit.delete', 'Delete', 'Delete'),
        separator,
        editCommand('edit.selectAll', 'Select All', 'CmdOrCtrl+A'),
      ],
    },
    {
      label: '&View',
      submenu: [
        command('view.fit', 'Fit Graph'),
        command('view.start', 'Start Screen'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: '&Run',
      submenu: [
        command('run.train', 'Train or Pause', 'CmdOrCtrl+Enter'),
        command('run.step', 'Single Step'),
        command('run.stop', 'Stop', 'CmdOrCtrl+Alt+Enter'),
        separator,
        command('run.reset', 'Reset'),
      ],
    },
    {
      role: 'help',
      submenu: [
        { label: 'Show Log File', click: showLog },
        ...(mac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ]
}
