// Changes a container and dies by SIGKILL at the n-th call that changes the disk:
//   node main.mjs <container> <change> <n>
// Each acknowledged change is said before anything else happens.
import { constants, writeSync } from 'node:fs'
import promises, { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { changeContainer, type ChangeName } from './container-changes'

const [, , directory = '', change = '', dieAt = ''] = process.argv
let callsLeft = Number(dieAt)

/** SIGKILL is no exception: nothing of this process runs after it. */
function countCall(): void {
  callsLeft -= 1
  if (callsLeft === 0) process.kill(process.pid, 'SIGKILL')
}

function countCallsOf(owner: object, names: readonly string[]): void {
  for (const name of names) {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
      countCall()
      return Reflect.apply(original, this, args)
    })
  }
}

async function countCalls(): Promise<void> {
  const handle = await open(process.execPath, constants.O_RDONLY)
  countCallsOf(Object.getPrototypeOf(handle) as object, ['sync', 'writeFile', 'truncate'])
  await handle.close()
  countCallsOf(promises, ['mkdir', 'rename', 'rm', 'rmdir', 'chmod', 'link', 'copyFile', 'writeFile', 'open'])
  syncBuiltinESMExports()
}

function acknowledge(what: string): void {
  writeSync(1, `${what}\n`)
}

await countCalls()
// The journal's and the list's transactions are not calls of Node: die right before and after them as well.
await changeContainer(directory, change as ChangeName, { onStep: countCall, onAcknowledged: acknowledge })
acknowledge('done')
