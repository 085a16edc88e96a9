import { describe, expect, test } from 'vitest'
import { WindowRequests } from '../../../../src-main/ipc/window-requests'

const downloads = { kind: 'command', command: 'downloads' } as const
const settings = { kind: 'command', command: 'settings' } as const

describe('what is asked of the window', () => {
  test('waits for one that listens, and only the newest does', async () => {
    const requests = new WindowRequests()
    requests.ask(settings)
    requests.ask(downloads)
    const leaving = new AbortController()
    const first = requests.stream(leaving.signal)
    const heard = (await first.next()).value
    leaving.abort()
    const second = requests.stream(new AbortController().signal)
    requests.ask(settings)
    expect([heard, (await first.next()).done, (await second.next()).value]).toEqual([
      downloads,
      true,
      settings,
    ])
  })

  test('is heard once, by the window that is there', async () => {
    const requests = new WindowRequests()
    const window = requests.stream(new AbortController().signal)
    requests.ask(downloads)
    requests.ask(settings)
    const heard = [(await window.next()).value, (await window.next()).value]
    await window.return?.()
    requests.ask(downloads)
    const next = requests.stream(new AbortController().signal)
    expect([heard, (await next.next()).value]).toEqual([[downloads, settings], downloads])
  })

  test('asks nothing of a window that has left already', async () => {
    const requests = new WindowRequests()
    requests.ask(downloads)
    const gone = requests.stream(AbortSignal.abort())
    const here = requests.stream(new AbortController().signal)
    expect([(await gone.next()).done, (await here.next()).value]).toEqual([true, downloads])
  })
})
