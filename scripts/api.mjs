// `npm run api` writes the listing of the public door; a test compares it.
import { writeFile } from 'node:fs/promises'
import { listing, publicAPI } from './public-api.mjs'

await writeFile(listing, publicAPI())
