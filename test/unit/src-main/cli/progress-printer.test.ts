import { describe, expect, it } from 'vitest'
import { Output } from '../../../../src-main/cli/output'
import { ProgressPrinter } from '../../../../src-main/cli/progress-printer'
import type { DownloadStatusDescription } from '../../../../src-shared/domain/download-status-update'
import { aPack } from '../../../support/library-builders'

function downloading(id: string): DownloadStatusDescription {
  const progress = {
    phase: 'downloading',
    completedBytes: 0,
    totalBytes: 1,
    fractionCompleted: 0,
    bytesPerSecond: 0,
  } as const
  return { kind: 'downloading', assetPack: aPack({ id }), progress }
}

function finished(id: string): DownloadStatusDescription {
  return { kind: 'finished', assetPack: aPack({ id }) }
}

function saidOf(updates: readonly DownloadStatusDescription[]): string {
  let said = ''
  const write = (text: string | Uint8Array): void => {
    said += String(text)
  }
  const printer = new ProgressPrinter(
    new Output({ stdout: { write }, stderr: { write } }, { json: false, quiet: false }),
  )
  for (const update of updates) printer.show(update)
  return said
}

describe('the progress of an installation', () => {
  it('tells of a pack that has come while others still come', () => {
    const updates = [downloading('maps'), downloading('music'), finished('maps')]

    expect(saidOf(updates)).toBe('maps: version 1 installed\n')
  })

  it('leaves the last pack to the result of the command, which comes at once', () => {
    expect(saidOf([downloading('maps'), finished('maps')])).toBe('')
  })
})
