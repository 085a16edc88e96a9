// Runs in turn, so that whatever else the machine does meets all of them alike.

/**
 * Runs each of the named functions once per round, and gives the runs of each.
 *
 * @template T
 * @param {number} rounds
 * @param {Record<string, (round: number) => Promise<T>>} contestants
 * @returns {Promise<Record<string, T[]>>}
 */
export async function interleaved(rounds, contestants) {
  const runs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, once] of Object.entries(contestants)) runs[name].push(await once(round))
  }
  return runs
}

/** The middle one of some numbers; of an even count, the mean of the middle two. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Of runs with the same fields: the median of every field that is a number. */
export function medians(runs) {
  const names = Object.keys(runs[0] ?? {}).filter((name) => typeof runs[0][name] === 'number')
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))]))
}

/** Of the runs of each contestant: their medians. */
export function mediansOfEach(measured) {
  return Object.fromEntries(Object.entries(measured).map(([name, runs]) => [name, medians(runs)]))
}
