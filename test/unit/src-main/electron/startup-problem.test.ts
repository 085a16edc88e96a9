import { expect, test } from 'vitest'
import { startupProblemPage } from '../../../../src-main/electron/startup-problem'
import { AssetPackError } from '../../../../src-shared/domain/errors'

test('E-05 shows what came from outside as text', () => {
  const page = startupProblemPage(
    '<b>',
    new AssetPackError('containerLocked', '<script nonce="NONCE">x</script>'),
  )
  expect([
    page.includes('<script'),
    page.includes('<b>'),
    page.includes('data-state="containerLocked"'),
  ]).toEqual([false, false, true])
})

test('what anybody can do comes first; what only its maker understands is among the details', () => {
  const page = startupProblemPage('App', new AssetPackError('fileNotFound', 'No configuration was found.'))
  const [before = '', details = ''] = page.split('<details>')
  const words = [
    'This app is not set up',
    'Ask whoever gave it to you.',
    '--config',
    'No configuration',
    'fileNotFound</code>',
  ]
  expect(words.map((word) => [before.includes(word), details.includes(word)])).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
    [false, true],
  ])
})
