// A process with a download manager, which lives until it is killed:
//   node main.mjs <folder> control                   takes exclusive control, says `in`, and keeps it
//   node main.mjs <folder> download <URL> <bytes>    schedules a download and says the bytes that are in its file
//   node main.mjs <folder> <step> <URL> <bytes>      the same, and kills itself at `began`, `wrote` or `finished`, or when it
//                                                    has `moved` the file to <folder>/moved
import { writeSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createDownloadManager } from '../../src-main/downloads/create-download-manager'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { URLDownload } from '../../src-shared/domain/url-download'

const [, , directory = '', what = '', url = '', fileSize = ''] = process.argv

function dieAt(step: string): void {
  if (step === what) process.kill(process.pid, 'SIGKILL')
}

const manager = await createDownloadManager({
  directory,
  delegate: {
    downloadDidBegin: () => {
      dieAt('began')
    },
    downloadDidWriteBytes: (_, _bytes, total) => {
      dieAt('wrote')
      writeSync(1, `${String(total)}\n`)
    },
    downloadFailed: (_, { code }) => {
      writeSync(1, `${code}\n`)
    },
    downloadFinished: async (_, fileURL) => {
      dieAt('finished')
      await rename(fileURL, join(directory, 'moved'))
      dieAt('moved')
    },
  },
})

if (what === 'control') {
  await manager.withExclusiveControl(() => {
    writeSync(1, 'in\n')
    return new Promise(() => undefined)
  })
} else {
  const download = new URLDownload({ identifier: 'voices', url, fileSize: Number(fileSize) })
  await manager.scheduleDownload(download).catch((error: unknown) => {
    if (!isAssetPackError(error, 'downloadAlreadyScheduled')) throw error
  })
}
