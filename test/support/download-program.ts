// A process with a download manager, which lives until it is killed:
//   node main.mjs <folder> control          takes exclusive control, says `in`, and keeps it
//   node main.mjs <folder> download <URL> <bytes>    schedules a download and says the bytes that are in its file
import { writeSync } from 'node:fs'
import { createDownloadManager } from '../../src-main/downloads/create-download-manager'
import { URLDownload } from '../../src-shared/domain/url-download'

const [, , directory = '', what = '', url = '', fileSize = ''] = process.argv

const manager = await createDownloadManager({
  directory,
  delegate: {
    downloadDidWriteBytes: (_, _bytes, total) => {
      writeSync(1, `${String(total)}\n`)
    },
    downloadFailed: (_, { code }) => {
      writeSync(1, `${code}\n`)
    },
    downloadFinished: () => {
      writeSync(1, 'finished\n')
    },
  },
})

if (what === 'download') {
  await manager.scheduleDownload(new URLDownload({ identifier: 'voices', url, fileSize: Number(fileSize) }))
} else {
  await manager.withExclusiveControl(() => {
    writeSync(1, 'in\n')
    return new Promise(() => undefined)
  })
}
