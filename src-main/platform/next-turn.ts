/** Resolves in the event loop's next turn, after whatever is waiting: long work calls it in between. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
