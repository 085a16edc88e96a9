import { expect, test } from 'vitest'
import { mainText } from '../../../../src-main/electron/main-text'
import { startupProblemPage } from '../../../../src-main/electron/startup-problem'
import { AssetPackError, type AssetPackErrorCode } from '../../../../src-shared/domain/errors'
import { chooseLocale, loadCatalogue } from '../../../../src-shared/messages/locales'

async function page(
  code: AssetPackErrorCode,
  tag = 'en',
  message = 'No configuration was found.',
): Promise<string> {
  const language = chooseLocale('system', [tag])
  const text = await mainText(language, await loadCatalogue(language.id))
  return startupProblemPage({ productName: '<b>', error: new AssetPackError(code, message), text, language })
}

test('E-05 shows what came from outside as text', async () => {
  const shown = await page('containerLocked', 'en', '<script nonce="NONCE">x</script>')
  expect([
    shown.includes('<script'),
    shown.includes('<b>'),
    shown.includes('data-state="containerLocked"'),
  ]).toEqual([false, false, true])
})

test('what anybody can do comes first; what only its maker understands is among the details', async () => {
  const [before = '', details = ''] = (await page('fileNotFound')).split('<details>')
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

test.each([
  ['de-AT', '<html lang="de-AT" dir="ltr">', '<h1>Diese App ist nicht eingerichtet</h1>'],
  ['ja', '<html lang="ja" dir="ltr">', '<h1>このアプリは設定されていません</h1>'],
  ['ar', '<html lang="ar" dir="rtl">', '<h1>هذا التطبيق غير معدّ بعد</h1>'],
  ['fr', '<html lang="en" dir="ltr">', '<h1>This app is not set up</h1>'],
])('speaks the language of the system: %s', async (tag, root, title) => {
  const shown = await page('fileNotFound', tag)
  expect([shown.includes(root), shown.includes(title)]).toEqual([true, true])
})

test('says of a cause without words of its own that it may help to start again', async () => {
  const shown = await page('wrongUse')
  expect([shown.includes('The app could not start'), shown.includes('Start the app again.')]).toEqual([
    true,
    true,
  ])
})
