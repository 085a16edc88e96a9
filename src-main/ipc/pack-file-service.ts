import { basename } from 'node:path'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { SaveUpdate } from '../../src-shared/domain/arrival'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { AssetPackService } from '../../src-shared/ipc/contract'
import type { AssetPackManager } from '../manager/asset-pack-manager'
import type { PackFileProgress } from '../manager/manager-options'
import type { Arrivals } from './arrivals'
import { progressUpdates } from './progress-updates'

/** The system's dialogs about files. */
export interface PackFileDialogs {
  /** Asks for `.assetpack` files; none when none was chosen. */
  readonly chooseFiles: () => Promise<readonly string[]>
  /** Asks where to save a file of that name, and about one that is there; `undefined` when nowhere. */
  readonly chooseSavePath: (name: string) => Promise<string | undefined>
  readonly showInFolder: (path: string) => Promise<void> | void
}

type PackFileCalls = Pick<
  AssetPackService,
  'choosePackFiles' | 'installPackFile' | 'stopReadingFiles' | 'arrivals' | 'savePack' | 'showSavedPack'
>

/** What windows ask about packs in files. They never say a path. */
export function packFileService(
  manager: Pick<AssetPackManager, 'assetPack' | 'saveAsFile'>,
  arrivals: Arrivals,
  dialogs: PackFileDialogs,
): PackFileCalls {
  let saved: string | undefined
  return {
    choosePackFiles: async () => {
      const paths = await dialogs.chooseFiles()
      await arrivals.openFiles(paths.map((path) => ({ path })))
      return undefined
    },
    installPackFile: async (choice, { signal }) => {
      await arrivals.install(choice, signal)
      return undefined
    },
    stopReadingFiles: (number) => {
      arrivals.stopReading(number)
      return Promise.resolve(undefined)
    },
    arrivals: (_argument, { signal }) => arrivals.stream(signal),
    savePack: (id, { signal }) =>
      progressUpdates<PackFileProgress, SaveUpdate, SaveUpdate>(signal, {
        run: async (onProgress, stop) => {
          const path = await savePath(manager, dialogs, id, stop)
          if (path === undefined) return { kind: 'none' }
          const { fileSize } = await manager.saveAsFile(id, path, { onProgress, signal: stop })
          saved = path
          return { kind: 'ended', name: basename(path), fileSize }
        },
        progressed: ({ completedBytes, totalBytes }) => ({ kind: 'progressed', completedBytes, totalBytes }),
        ended: (end) => end,
        isProgress: ({ kind }) => kind === 'progressed',
      }),
    showSavedPack: async () => {
      if (saved === undefined) throw new AssetPackError('wrongUse', 'No pack was saved.')
      await dialogs.showInFolder(saved)
      return undefined
    },
  }
}

async function savePath(
  manager: Pick<AssetPackManager, 'assetPack'>,
  dialogs: PackFileDialogs,
  id: AssetPackID,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { version } = await manager.assetPack(id, { signal })
  const path = await dialogs.chooseSavePath(`${id}-${String(version)}.assetpack`)
  signal.throwIfAborted()
  return path
}
