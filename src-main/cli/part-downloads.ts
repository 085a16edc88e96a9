import type { JsonObject } from '../../src-shared/base/json'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { AssetPackManager, DownloadSnapshot } from '../index'
import { terminalText } from './terminal-text'

/** A download that has not ended and that nothing pursues: a command ends with its process. */
export interface PartDownload {
  readonly id: AssetPackID
  readonly version: number
  /** In the words of the library's pack states; `paused` is also what was killed. */
  readonly state: 'paused' | 'failed'
  readonly error?: SerializedError | undefined
  /** What the last attempt failed with, when it was stopped while it waited for another. */
  readonly lastFailure?: SerializedError | undefined
}

/** The part downloads in the container, in the order of asking. */
export function partDownloads(manager: AssetPackManager): readonly PartDownload[] {
  return manager.downloads().map(partDownload)
}

/** The part download of that pack, ignoring case. */
export function partDownloadOf(manager: AssetPackManager, id: AssetPackID): PartDownload | undefined {
  return partDownloads(manager).find((part) => assetPackIDKey(part.id) === assetPackIDKey(id))
}

/** The part download as a part of a pack's document; nothing without one. */
export function partDownloadDocument(part: PartDownload | undefined): { readonly download?: JsonObject } {
  if (part === undefined) return {}
  const { version, state, error, lastFailure } = part
  return {
    download: {
      version,
      state,
      ...(error === undefined ? {} : { error: { ...error } }),
      ...(lastFailure === undefined ? {} : { lastFailure: { ...lastFailure } }),
    },
  }
}

/** What happened to it and what to do, in a line. */
export function partDownloadLine({ id, version, error, lastFailure }: PartDownload): string {
  const shown = terminalText(id)
  const what =
    error === undefined
      ? `was stopped before its end${lastFailure === undefined ? '.' : `; its last attempt ${failureText(lastFailure)}`}`
      : failureText(error)
  return `${shown}: the download of version ${String(version)} ${what} "assetpack install ${shown}" goes on with it, "assetpack remove ${shown}" discards it.`
}

function failureText({ message, code }: SerializedError): string {
  return `failed: ${terminalText(message)} (${code})`
}

function partDownload({ assetPack: { id, version }, state, lastFailure }: DownloadSnapshot): PartDownload {
  return state.kind === 'failed'
    ? { id, version, state: 'failed', error: state.error }
    : { id, version, state: 'paused', lastFailure }
}
