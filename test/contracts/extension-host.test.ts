import { describe, test } from 'vitest'
import { ThreadExtensionHost } from '../../src-main/extension/thread-extension-host'
import { temporaryDirectory } from '../support/temporary-directory'
import { extensionAnswers } from './extension-answers'
import { extensionFailures } from './extension-failures'

const entry = new URL('../../out/main/extension-thread.js', import.meta.url)

describe('ThreadExtensionHost', () => {
  for (const extensionCase of [...extensionAnswers, ...extensionFailures]) {
    test(extensionCase.name, async () => {
      await extensionCase.run({ host: new ThreadExtensionHost(entry), directory: await temporaryDirectory() })
    })
  }
})
