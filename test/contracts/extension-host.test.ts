import { pathToFileURL } from 'node:url'
import { describe, test } from 'vitest'
import { ThreadExtensionHost } from '../../src-main/extension/thread-extension-host'
import { temporaryDirectory } from '../support/temporary-directory'
import { extensionAnswers } from './extension-answers'
import { extensionFailures, missingProgramCase } from './extension-failures'

const entry = new URL('../../out/main/extension-thread.js', import.meta.url)

const missingProgram = missingProgramCase(
  'extensionThread',
  (path) => new ThreadExtensionHost(pathToFileURL(path)),
)

describe('ThreadExtensionHost', () => {
  for (const extensionCase of [...extensionAnswers, ...extensionFailures, missingProgram]) {
    test(extensionCase.name, async () => {
      await extensionCase.run({ host: new ThreadExtensionHost(entry), directory: await temporaryDirectory() })
    })
  }
})
