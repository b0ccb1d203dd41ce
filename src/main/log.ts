import { join } from 'node:path'
import { app } from 'electron'
import electronLog from 'electron-log/main'

/** The log stays on this machine: a file in the user data folder, nothing is sent. */
export const log = electronLog.scope('main')

export const logFile = () => join(app.getPath('userData'), 'logs', 'main.log')

export function setUpLog(): void {
  electronLog.transports.file.resolvePathFn = logFile
  electronLog.transports.file.maxSize = 1_000_000
  electronLog.transports.console.level = app.isPackaged ? false : 'warn'
  electronLog.errorHandler.startCatching({ showDialog: false })
}
