import type { AppSettings } from '../../src-shared/domain/app-settings'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import type { NewEndings, EndedPack } from './download-endings'
import type { MainText } from './main-text'

/** What the system tells of downloads, in one notification. */
export interface DownloadNotice {
  readonly kind: 'failed' | 'ready'
  /** Never empty. */
  readonly packs: readonly EndedPack[]
}

/** What has ended and has not been told yet. */
export interface UntoldEndings {
  /** All that came in this batch. */
  readonly arrived: readonly EndedPack[]
  /** How many of these have been told of one by one. */
  readonly toldCount: number
  readonly failed: readonly EndedPack[]
  readonly isBatchOver: boolean
}

/** Nothing has ended. */
export const nothingUntold: UntoldEndings = { arrived: [], toldCount: 0, failed: [], isBatchOver: false }

/** What is to be told once more has ended. */
export function withEndings(untold: UntoldEndings, endings: NewEndings): UntoldEndings {
  return {
    ...untold,
    arrived: [...untold.arrived, ...endings.arrived],
    failed: [...untold.failed, ...endings.failed],
    // A batch that is over may be followed by another one before anybody was told: that is the same to a person.
    isBatchOver: untold.isBatchOver || endings.isBatchOver,
  }
}

/** Whether there is anything to tell. */
export function isWorthTelling({ arrived, toldCount, failed, isBatchOver }: UntoldEndings): boolean {
  return failed.length > 0 || arrived.length > toldCount || (isBatchOver && arrived.length > 0)
}

type Wanted = Pick<AppSettings, 'notifyWhenDone' | 'notifyWhenNeeded' | 'notifyEachPack'>

/**
 * The one notification for what has ended, if there is one: that something could not be goes before all else; that all has
 * come speaks of every pack of the batch, also of those that were told of one by one.
 */
export function noticeOf(untold: UntoldEndings, wanted: Wanted): DownloadNotice | undefined {
  const { arrived, toldCount, failed, isBatchOver } = untold
  if (failed.length > 0 && wanted.notifyWhenNeeded) return { kind: 'failed', packs: failed }
  if (isBatchOver && arrived.length > 0 && wanted.notifyWhenDone) return { kind: 'ready', packs: arrived }
  const news = arrived.slice(toldCount)
  return wanted.notifyEachPack && news.length > 0 ? { kind: 'ready', packs: news } : undefined
}

/** What is left to tell of once all of this has been. */
export function afterTelling({ arrived, isBatchOver }: UntoldEndings): UntoldEndings {
  return isBatchOver ? nothingUntold : { ...nothingUntold, arrived, toldCount: arrived.length }
}

/** What a notification says: of one pack by its name, of several by their number. */
export function noticeText(
  { kind, packs }: DownloadNotice,
  productName: string,
  text: MainText,
): { readonly title: string; readonly body: string } {
  const [first] = packs
  return packs.length === 1 && first !== undefined
    ? { title: first.title, body: text(`notify.${kind}`) }
    : { title: productName, body: text(`notify.${kind}Many`, { count: packs.length }) }
}

/** Where a click leads: to the pack, or where all of them can be seen. */
export function noticeTarget({ packs }: DownloadNotice): WindowRequest {
  const [first] = packs
  return packs.length === 1 && first !== undefined
    ? { kind: 'pack', id: first.id }
    : { kind: 'command', command: 'downloads' }
}
