// What the main process and a window say to each other.

/**
 * Counts from `start` to `stop`.
 *
 * @param {import('electron').WebContents} page
 */
export function countMessages(page) {
  let [sent, received, perSecond] = [0, 0, new Map()]
  const send = page.send.bind(page)
  page.send = (...message) => {
    sent += 1
    const second = Math.floor(performance.now() / 1000)
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
    send(...message)
  }
  page.on('ipc-message', () => {
    received += 1
  })
  return {
    start: () => {
      ;[sent, received, perSecond] = [0, 0, new Map()]
      const before = performance.now()
      return {
        stop: () => {
          const seconds = (performance.now() - before) / 1000
          return {
            sentPerSecond: sent / seconds,
            mostSentInASecond: Math.max(0, ...perSecond.values()),
            receivedPerSecond: received / seconds,
          }
        },
      }
    },
  }
}
