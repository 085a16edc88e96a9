// What the bench prints.

/** What holds for the main thread and the whole resident memory of a process that installs 1 GiB. */
export const limits = { longestBlockMilliseconds: 50, peakMegabytes: 300 }

/** Prints one run as a table: what it was, how much, what of it has a limit. */
export function printRun(run) {
  const { atPeak, otherProcesses = [] } = run
  const rows = [
    ['time, s', run.seconds],
    ['installed, MB/s', run.megabytesPerSecond],
    ['processor time, s', run.cpuSeconds],
    ['longest block of the main thread, ms', run.longestBlockMilliseconds, limits.longestBlockMilliseconds],
    ['the same without waiting for a processor, ms', run.longestOwnBlockMilliseconds],
    ['longest block of an idle process meanwhile, ms', run.idleProcessBlockMilliseconds],
    ['99.9 % of all blocks are below, ms', run.block999Milliseconds],
    ['resident memory at its peak, MB', run.peakMegabytes, limits.peakMegabytes],
    ['  of it private', atPeak.private],
    ['  of it pages of files, the program first', atPeak.files],
    ['  of it shared with other processes', atPeak.shared],
    ['resident memory before the installation, MB', run.baselineMegabytes],
    ['private memory before the installation, MB', run.baselinePrivateMegabytes],
    ['private memory at its peak, MB', run.peakPrivateMegabytes],
    ...otherProcesses.map(({ kind, peakMegabytes }) => [`peak of process ${kind}, MB`, peakMegabytes]),
  ]
  console.log(`\n${run.program}, main process:`)
  console.table(
    Object.fromEntries(
      rows.map(([what, value, limit]) => [what, { value: rounded(value), limit: limit ?? '' }]),
    ),
  )
}

/** The worst of each program's runs. */
export function worstOf(runs) {
  const programs = [...new Set(runs.map(({ program }) => program))]
  return programs.map((program) => {
    const own = runs.filter((run) => run.program === program)
    return {
      program,
      longestBlockMilliseconds: Math.max(...own.map(blockOf)),
      peakMegabytes: Math.max(...own.map(({ peakMegabytes }) => peakMegabytes)),
      onBusyMachine: own.some(isBusy),
    }
  })
}

/** The names of the limits that a program kept. */
export function keptLimits(worst) {
  return Object.keys(limits).filter((name) => worst[name] <= limits[name])
}

/** One line per program: what counts, and how many limits it kept. */
export function printSummary(worst) {
  console.log('\nThe limit on memory is for all that is resident, the pages of the program file included.')
  if (worst.some(({ onBusyMachine }) => onBusyMachine)) {
    console.log(
      'A process that does nothing was held up, too: blocks then count without waiting for a processor.',
    )
  }
  for (const program of worst) {
    const block = `longest block ${rounded(program.longestBlockMilliseconds)} of ${limits.longestBlockMilliseconds} ms`
    const memory = `peak resident memory ${rounded(program.peakMegabytes)} of ${limits.peakMegabytes} MB`
    const count = `${keptLimits(program).length} of ${Object.keys(limits).length} limits kept`
    console.log(`${program.program}, main process: ${block}, ${memory}: ${count}.`)
  }
}

/** What counts: the histogram, unless the machine holds up even a process that does nothing. */
function blockOf(run) {
  return isBusy(run)
    ? (run.longestOwnBlockMilliseconds ?? run.longestBlockMilliseconds)
    : run.longestBlockMilliseconds
}

function isBusy({ idleProcessBlockMilliseconds }) {
  return idleProcessBlockMilliseconds > limits.longestBlockMilliseconds / 2
}

function rounded(value) {
  return value === undefined ? 'unknown' : Number(value.toFixed(1))
}
