import { join } from 'node:path'
import log from 'electron-log/node'
import type { Logger } from '../platform/logger'

const maximumLogBytes = 2 * 1024 * 1024

/** Keeps the app's log as one JSON object a line in `directory`; standard output stays free for results. */
export function openAppLogger(directory: string): Logger {
  const { file, console: terminal } = log.transports
  terminal.level = 'error'
  // A line is data: what a host or a publisher sent can neither break it nor colour it.
  file.format = ({ message }) => message.data.map((part: unknown) => String(part))
  file.resolvePathFn = () => join(directory, 'main.log')
  file.maxSize = maximumLogBytes
  file.level = 'info'
  return {
    log: (level, message, facts) => {
      log[level](JSON.stringify({ at: new Date().toISOString(), level, message, ...(facts ?? {}) }))
    },
  }
}
