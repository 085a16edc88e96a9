import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { DyingManagerOptions } from './dying-manager'
import { bundleNodeProgram, runNodeProgram } from './node-program'

let program = ''

/** Builds the program that dies, for the tests of one file. */
export function useDyingManager(): void {
  beforeAll(async () => {
    program = await bundleNodeProgram(join(import.meta.dirname, 'dying-manager.ts'), 'dying-manager')
  })
  afterAll(async () => {
    await rm(join(program, '..'), { recursive: true, force: true })
  })
}

/**
 * Lets a manager die before its first, second, third … durable statement, each time on a fresh container, until it lives to
 * its end.
 *
 * @param before - A process that lives and leaves the container as the others find it; without one there is none at first.
 * @returns the containers that are left, the one of the survivor last.
 */
export async function containersOfTheDead(
  options: DyingManagerOptions,
  before?: DyingManagerOptions,
): Promise<readonly string[]> {
  const containers: string[] = []
  // A process that has ended changes nothing any more, unlike a manager that was closed in this one.
  if (before !== undefined) await runNodeProgram(program, [JSON.stringify(before), 'never'])
  for (let statement = 1; statement < 200; statement += 1) {
    const containerDirectory = `${options.containerDirectory}-${String(statement)}`
    if (before !== undefined) await cp(options.containerDirectory, containerDirectory, { recursive: true })
    const told = JSON.stringify({ ...options, containerDirectory })
    const { code, signal } = await runNodeProgram(program, [told, String(statement)])
    containers.push(containerDirectory)
    if (code === 0) return containers
    if (signal !== 'SIGKILL') throw new Error(`The manager failed with ${String(code)} instead of dying.`)
  }
  throw new Error('The manager does not come to its end')
}
