import { describe, expect, test } from 'vitest'
import { performAction, type AppActionTools } from '../../../../src-main/electron/app-actions'
import type { Logger } from '../../../../src-main/platform/logger'

function open(manager?: AppActionTools['manager']) {
  const done: unknown[] = []
  const logger: Logger = { log: (level, message) => void done.push(`${level}: ${message}`) }
  const tools: AppActionTools = {
    show: () => void done.push('show'),
    ask: (request) => void done.push(request),
    quit: () => void done.push('quit'),
    manager,
    logger,
  }
  return { tools, done }
}

const updatesByThemselves = {
  limits: () => ({}),
  refresh: () => Promise.reject(new Error('not asked for')),
}

describe('an item of the menu or the tray', () => {
  test.each([
    ['open', 'show'],
    ['quit', 'quit'],
    ['pauseAll', 'paused'],
    ['resumeAll', 'resumed'],
    ['checkForUpdates', 'checked'],
  ] as const)('that says %s does that', (name, expected) => {
    const { tools, done } = open({
      pauseAll: () => void done.push('paused'),
      resumeAll: () => void done.push('resumed'),
      ...updatesByThemselves,
      checkForUpdates: () => {
        done.push('checked')
        return new Promise(() => undefined)
      },
    })
    performAction({ kind: 'app', name }, tools)
    expect(done).toEqual([expected])
  })

  test('asks of the window what only that can do', () => {
    const { tools, done } = open()
    performAction({ kind: 'window', command: 'settings' }, tools)
    expect(done).toEqual([{ kind: 'command', command: 'settings' }])
  })

  test('does nothing to packs that are not open, and ends nothing when the server cannot be asked', async () => {
    const { tools, done } = open()
    performAction({ kind: 'app', name: 'pauseAll' }, tools)
    performAction({ kind: 'app', name: 'checkForUpdates' }, tools)
    const refusing = {
      pauseAll: () => undefined,
      resumeAll: () => undefined,
      ...updatesByThemselves,
      checkForUpdates: () => Promise.reject(new Error('offline')),
    }
    performAction({ kind: 'app', name: 'checkForUpdates' }, { ...tools, manager: refusing })
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    expect(done).toEqual(['warn: The check for updates failed.'])
  })
})
