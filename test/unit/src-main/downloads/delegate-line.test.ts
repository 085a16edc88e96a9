import { expect, test } from 'vitest'
import { DelegateLine } from '../../../../src-main/downloads/delegate-line'
import type { DownloadManagerDelegate } from '../../../../src-main/downloads/download-manager-delegate'
import { silentLogger } from '../../../../src-main/platform/logger'
import { URLDownload } from '../../../../src-shared/domain/url-download'

const download = new URLDownload({ identifier: 'voices', url: 'https://example.com/a', fileSize: 100 })

interface Listener {
  readonly told: string[]
  readonly delegate: DownloadManagerDelegate
}

/** A delegate whose first call takes until `until`. */
function aListener(until: Promise<void> = Promise.resolve()): Listener {
  const told: string[] = []
  return {
    told,
    delegate: {
      downloadDidBegin: async () => {
        told.push('begins')
        await until
        told.push('has begun')
      },
      downloadDidPause: () => {
        told.push('paused')
        throw new Error('a fault of the app')
      },
      downloadDidWriteBytes: (_, bytes, total, expected) => {
        told.push(`wrote ${[bytes, total, expected].join(' ')}`)
      },
      downloadFailed: () => undefined,
      downloadFinished: () => {
        told.push('finished')
      },
    },
  }
}

function lineTo(delegate: DownloadManagerDelegate | undefined): DelegateLine {
  const line = new DelegateLine(silentLogger)
  line.delegate = delegate
  return line
}

test('makes one call after the other, and joins the bytes that come meanwhile', async () => {
  let goOn: () => void = () => undefined
  const { told, delegate } = aListener(
    new Promise((resolve) => {
      goOn = resolve
    }),
  )
  const line = lineTo(delegate)
  line.tell(download, (it) => it.downloadDidBegin?.(download))
  line.tellWritten(download, 10, 10, 100)
  line.tellWritten(download, 20, 30, 100)
  line.tell(download, (it) => it.downloadDidBegin?.(download))
  line.tellWritten(download, 5, 35, 100)
  goOn()
  await line.whenIdle()

  expect(told).toEqual(['begins', 'has begun', 'wrote 30 30 100', 'begins', 'has begun', 'wrote 5 35 100'])
})

test('goes on after a delegate that throws, and says that it was not heard', async () => {
  const { told, delegate } = aListener()
  const line = lineTo(delegate)
  const answers = await Promise.all([
    line.ask(download, (it) => it.downloadDidPause?.(download)),
    line.ask(download, (it) => it.downloadFinished(download, new URL('file:///a'))),
  ])

  expect([told, answers]).toEqual([
    ['paused', 'finished'],
    [false, true],
  ])
})

test('tells nobody where nobody listens', async () => {
  const line = lineTo(undefined)

  expect([await line.ask(download, () => undefined), line.isIdle]).toEqual([false, false])
})
