import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { listing, publicAPI } from '../../scripts/public-api.mjs'

// Whoever changes the public door on purpose runs `npm run api` and has the change in the commit for all to see.
test('the public door is what docs/public-api.txt says', async () => {
  expect(publicAPI()).toBe(await readFile(listing, 'utf8'))
})
