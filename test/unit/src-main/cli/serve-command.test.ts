import { describe, expect, it, onTestFinished } from 'vitest'
import { startHostingServer } from '../../../../src-main/index'
import { runCommand } from '../../../support/command-in-process'
import type { CommandResult } from '../../../support/command-line'
import { writeTree } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** What is said until somebody presses Ctrl-C, as soon as the URL is there. */
async function serveBriefly(...words: readonly string[]): Promise<CommandResult> {
  const interruption = new AbortController()
  return runCommand(['serve', ...words], {
    signal: interruption.signal,
    onStdout: () => {
      // The warning comes right after the URL, before anything is waited for.
      queueMicrotask(() => {
        interruption.abort()
      })
    },
  })
}

describe('serve', () => {
  it('names a port that is taken, and the option for another', async () => {
    const directory = await temporaryDirectory()
    const server = await startHostingServer({ directory })
    onTestFinished(() => server.close())
    const { port } = new URL(server.url)
    const { exitCode, stderr } = await runCommand(['serve', directory, '--port', port])

    expect([exitCode, stderr]).toEqual([
      10,
      `Port ${port} of 127.0.0.1 is used by another program. Choose another with --port <number>; 0 takes any free one. (hostUnavailable, exit code 10)\n`,
    ])
  })

  it('warns of a folder that is no repository', async () => {
    const { exitCode, stderr } = await serveBriefly(await temporaryDirectory())

    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/^Warning: \S+ holds no metadata\/root\.json/),
    ])
  })

  it('warns of nothing when there is a root', async () => {
    const directory = await temporaryDirectory()
    await writeTree(directory, { 'metadata/root.json': '{}' })
    const { stderr } = await serveBriefly(directory)

    expect(stderr).toBe('Press Ctrl-C to stop.\n')
  })
})
