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
