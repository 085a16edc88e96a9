// One run of vitest, counted.
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runInForeground } from './command.mjs'
import { cacheDirectory } from './project.mjs'
import { toolArguments } from './tool.mjs'

const reportPath = join(cacheDirectory, 'test-report.json')

/**
 * Runs projects of vitest.config.ts (all when none are named) and resolves with the counts. Something must have been
 * counted as failed whenever vitest says that the run failed.
 *
 * @param {{ projects?: readonly string[], args?: readonly string[], node?: string }} options `node`: the program to run with
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runVitest({ projects = [], args = [], node = process.execPath }) {
  await mkdir(cacheDirectory, { recursive: true })
  await rm(reportPath, { force: true })
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const selection = projects.map((name) => `--project=${name}`)
  const code = await runInForeground(
    node,
    toolArguments('vitest', 'run', ...reporting, ...selection, ...args),
  )
  const counts = await readCounts()
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function readCounts() {
  let report
  try {
    report = JSON.parse(await readFile(reportPath, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 } // Vitest ended before it could write its report.
  }
  // A file that could not even be read has no tests that could have failed.
  const unread = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unread.length,
    skipped: report.numPendingTests,
  }
}

function isFailed(test) {
  return test.status === 'failed'
}
