import type { IpcMainEvent, WebContents } from 'electron'
import * as z from 'zod'
import { mostFilesAtOnce } from '../../src-shared/domain/file-batch'
import { givenFilesChannel } from '../../src-shared/ipc/bridge'
import type { GivenFile } from '../ipc/arrivals'
import { isTrustedFrame } from './electron-port'

const givenFilesSchema = z
  .array(z.strictObject({ path: z.string().max(4096), name: z.string().max(400) }))
  .min(1)
  .max(mostFilesAtOnce + 1)

/**
 * Hears of files that a person dropped onto the window. Their paths come from the preload, which asks Electron for them: a page
 * can hand over a file that it was given, and name none. Whatever a page sends itself is read as an `.assetpack` file at
 * most, of which it hears what the signed list says.
 */
export function hearGivenFiles(contents: WebContents, onFiles: (files: readonly GivenFile[]) => void): void {
  contents.ipc.on(givenFilesChannel, (event: IpcMainEvent, message: unknown) => {
    const files = givenFilesSchema.safeParse(message)
    if (files.success && isTrustedFrame(event, contents)) onFiles(files.data)
  })
}
