import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { doors, listing, publicAPI } from '../../scripts/public-api.mjs'

// Whoever changes the public door on purpose runs `npm run api` and has the change in the commit for all to see.
test('the public door is what docs/public-api.txt says', async () => {
  expect(publicAPI()).toBe(await readFile(listing, 'utf8'))
})

test('every public door is built', async () => {
  const build = await readFile(new URL('../../electron.vite.config.ts', import.meta.url), 'utf8')
  expect(doors.filter((door) => !build.includes(`source('${door}')`))).toEqual([])
})
