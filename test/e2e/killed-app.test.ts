import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { assetpackDocument } from '../support/command-line'
import { appDirectory, RunningApp } from '../support/electron-app'
import { electronExecutable, sandboxArguments } from '../support/electron-process'
import { openWorld, slow, type World } from '../support/electron-world'
import { fileTree, writeTree } from '../support/file-tree'
import { packFiles } from '../support/published-packs'

/** Long enough that some kills come after everything is done: the moments after the commit count, too. */
const longestLifeMs = 6_000
const killsPerPhase = 5

/** Starts the app as its user does, and ends it as a power cut does, after `lifeMs`. */
async function startAndKill(world: World, lifeMs: number): Promise<void> {
  const app = spawn(
    await electronExecutable(),
    [...sandboxArguments, appDirectory, '--config', world.configuration, '--user-data-dir', world.userData],
    { stdio: 'ignore', detached: true },
  )
  const ended = once(app, 'exit')
  await wait(lifeMs)
  process.kill(-(app.pid ?? 0), 'SIGKILL')
  await ended
}

/** What is active, asked of another program, and whether its files are those of one published version. */
async function visibleVersion(
  world: World,
  trees: ReadonlyMap<number, unknown>,
): Promise<number | undefined> {
  const status = await assetpackDocument('status', 'tutorial', '--config', world.configuration)
  const version = status['localVersion']
  if (typeof version !== 'number') return undefined
  expect(await fileTree(join(world.container, 'packs/tutorial', String(version)))).toEqual(trees.get(version))
  return version
}

it('has the old version or the new one whole after kill -9 at ten random moments, and finishes the rest (D-01)', async () => {
  const world = await openWorld()
  const trees = new Map<number, unknown>()
  const publishVersion = async (version: number): Promise<void> => {
    const tree = packFiles(1000 * version, 2_500_000)
    await writeTree(join(world.directory, 'expected', String(version)), tree)
    trees.set(version, await fileTree(join(world.directory, 'expected', String(version))))
    await world.publishVersion('tutorial', tree)
  }
  const lives: number[] = []
  const killPhase = async (allowed: readonly (number | undefined)[]): Promise<void> => {
    for (let kill = 0; kill < killsPerPhase; kill += 1) {
      const lifeMs = Math.round(500 + Math.random() * longestLifeMs)
      lives.push(lifeMs)
      world.line.bytesPerSecond = slow
      await startAndKill(world, lifeMs)
      expect(allowed, `killed after ${lives.join(', ')} ms`).toContain(await visibleVersion(world, trees))
    }
    world.line.bytesPerSecond = undefined
    const app = await RunningApp.start(world)
    await app.waitFor('tutorial', 'upToDate')
    await app.quit()
  }

  await publishVersion(2)
  await killPhase([undefined, 2])
  await publishVersion(3)
  await killPhase([2, 3])

  const leftovers = await readdir(join(world.container, 'staging'))
  expect([await visibleVersion(world, trees), leftovers]).toEqual([3, []])
})

it('fetches only the rest of a bundle after kill -9 in its middle', async () => {
  const world = await openWorld()
  const first = await RunningApp.start(world)
  await first.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow
  await first.press('install-maps')
  await first.waitForProgress('maps', 0.5)
  await first.kill()
  world.line.bytesPerSecond = undefined
  const before = world.line.bytesBrought
  const second = await RunningApp.start(world)
  await second.waitFor('maps', 'upToDate')
  // 8 MB in all; what was on the way when the app died comes twice.
  expect(world.line.bytesBrought - before).toBeLessThan(6_000_000)
})
