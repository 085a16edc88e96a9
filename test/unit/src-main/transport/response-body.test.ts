import { expect, test } from 'vitest'
import { ResponseBody, type BodyFlow } from '../../../../src-main/transport/response-body'

const piece = new Uint8Array(16 * 1024)

/** A host that sends as long as it may. */
class Host implements BodyFlow {
  readonly isSlow: boolean
  isHeldBack = false

  constructor(isSlow: boolean) {
    this.isSlow = isSlow
  }

  pause(): void {
    this.isHeldBack = true
  }

  resume(): void {
    this.isHeldBack = false
  }

  abort(): void {
    this.isHeldBack = true
  }
}

/** How many pieces a body takes in before it holds its host back, and once more when they are read. */
async function takenIn(isSlow: boolean): Promise<readonly number[]> {
  const host = new Host(isSlow)
  const body = new ResponseBody(host)
  const counts: number[] = []
  while (counts.length < 2) {
    while (!host.isHeldBack) body.push(piece)
    counts.push((await body.read()).length)
  }
  return counts
}

test('a body holds its host back sooner while its reader is slow on purpose', async () => {
  expect([await takenIn(false), await takenIn(true)]).toEqual([
    [64, 64],
    [4, 4],
  ])
})
