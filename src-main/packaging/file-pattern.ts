import picomatch from 'picomatch'

const anyFolders = '**'

/**
 * Whether a path matches `glob`: * and ? within a part, [ ] and { } as usual, ** as a whole part for any number of
 * folders. Hidden names must be named. The glob obeys the packaging manifest's limits.
 *
 * Parts are matched one by one, so that no glob can make this take long.
 */
export function filePattern(glob: string): (path: string) => boolean {
  const matchers = glob
    .normalize('NFC')
    .split('/')
    .map((part) =>
      part === anyFolders
        ? undefined
        : picomatch(part, { noextglob: true, nonegate: true, regex: false, windows: false }),
    )
  return (path) => {
    // Which of the glob's parts may come next, after each part of the path.
    let next = reachable(new Set([0]), matchers)
    for (const part of path.split('/')) {
      const after = new Set<number>()
      for (const position of next) {
        const matcher = matchers[position]
        if (position >= matchers.length) continue
        if (matcher === undefined && !part.startsWith('.')) after.add(position)
        if (matcher?.(part) === true) after.add(position + 1)
      }
      next = reachable(after, matchers)
    }
    return next.has(matchers.length)
  }
}

/** ** may stand for no folder at all. */
function reachable(positions: ReadonlySet<number>, matchers: readonly unknown[]): ReadonlySet<number> {
  const all = new Set(positions)
  for (const position of all) {
    if (position < matchers.length && matchers[position] === undefined) all.add(position + 1)
  }
  return all
}
