import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createDownloadManager } from '../../src-main/downloads/create-download-manager'
import { sha256Hex } from '../../src-main/repository/digest'
import { URLDownload } from '../../src-shared/domain/url-download'
import { content, equal, transportCase, type TransportCase } from '../contracts/transport-cases'
import { ManualConditions } from './manual-conditions'

/** A download manager on the desktop app's transport: what it adds to a transport is tested elsewhere. */
export const chromiumDownloadCases: readonly TransportCase[] = [
  transportCase(
    'http',
    'brings a download manager its file, and after a pause the rest of it, by Chromium’s own downloads',
    async (subject) => {
      subject.host.fail(subject.path, { kind: 'stall', afterBytes: 150_000 }, 1)
      const conditions = new ManualConditions()
      const steps: string[] = []
      let file: Uint8Array = new Uint8Array()
      let ended: () => void = () => undefined
      const end = new Promise<void>((resolve) => {
        ended = resolve
      })
      const manager = await createDownloadManager({
        directory: join(dirname(subject.destination), 'queue'),
        transport: subject.transport,
        conditions,
        delegate: {
          downloadDidBegin: () => {
            steps.push('began')
          },
          downloadDidWriteBytes: (_, _bytes, total) => {
            if (total === 150_000) conditions.set({ online: false })
          },
          downloadDidPause: () => {
            steps.push('paused')
            conditions.set({ online: true })
          },
          downloadFailed: (_, { code }) => {
            steps.push(code)
            ended()
          },
          downloadFinished: async (_, fileURL) => {
            steps.push('finished')
            file = new Uint8Array(await readFile(fileURL))
            ended()
          },
        },
      })
      const { url } = subject
      const sha256 = sha256Hex(content)
      await manager.scheduleDownload(
        new URLDownload({ identifier: 'content', url, fileSize: content.length, sha256 }),
      )
      await end
      await manager.close()

      equal(steps, ['began', 'paused', 'began', 'finished'], 'what the delegate was told')
      equal(Buffer.compare(file, content), 0, 'difference of the file')
      equal(
        subject.requests.map(({ headers }) => [headers['sec-fetch-mode'], headers['range']]),
        [
          ['navigate', undefined],
          ['navigate', 'bytes=150000-'],
        ],
        'requests',
      )
    },
  ),
]
