import { expect, test } from 'vitest'
import { Housekeeping } from '../../../../src-main/manager/housekeeping'
import { silentLogger } from '../../../../src-main/platform/logger'

test('tidies up each time it is asked to, and looks once for what moves left elsewhere, for which nobody waits', async () => {
  const calls: string[] = []
  const housekeeping = new Housekeeping(
    {
      collectGarbage: () => {
        calls.push('collects')
        return Promise.resolve()
      },
      clearUnfinishedMoves: () => {
        calls.push('looks elsewhere')
        // A drive that does not answer.
        return new Promise(() => undefined)
      },
    },
    { whileIdle: (work) => work() },
    silentLogger,
  )
  housekeeping.tidySoon()
  await housekeeping.close()
  housekeeping.tidySoon()
  await housekeeping.close()

  expect(calls).toEqual(['looks elsewhere', 'collects', 'collects'])
})
