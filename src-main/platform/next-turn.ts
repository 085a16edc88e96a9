/** Resolves in the event loop's next turn, after whatever is waiting: long work calls it in between. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** So many pieces of work that wait for the disk, a millisecond or two each, may hold up everything else. */
const piecesInATurn = 4

/** Does something for each item, a few in each turn of the event loop. */
export async function eachInTurns<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void> | void,
): Promise<void> {
  let done = 0
  for (const item of items) {
    if (done > 0 && done % piecesInATurn === 0) await nextTurn()
    await work(item)
    done += 1
  }
}
