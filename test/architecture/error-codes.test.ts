import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.mjs'
import { assetPackErrorCodes } from '../../src-shared/domain/errors'

/** What knows every code, and says none. */
const tables = [
  'src-shared/domain/errors.ts',
  'src-shared/domain/background-assets-error.ts',
  'src-main/cli/exit-code.ts',
  'src-main/transport/retry-policy.ts',
]

// One that nothing says would have a sentence in each language that nobody ever reads.
test('every code of an error is said somewhere', async () => {
  const names = await Promise.all(
    ['src-main', 'src-shared'].map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true }))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
        .filter((path) => path.endsWith('.ts') && !tables.includes(path)),
    ),
  )
  const texts = await Promise.all(names.flat().map((name) => readFile(join(root, name), 'utf8')))

  expect(assetPackErrorCodes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)))).toEqual([])
})
