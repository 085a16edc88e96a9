import { packSummary, packTitle } from '../../../src-shared/domain/pack-text'
import type { FakeLibraryOptions } from '../fake-library'
import { aDownload, anEntry, anError } from '../library-builders'
import { sampleEntries } from '../sample-library'

const resting = sampleEntries.flatMap(({ download, error, ...entry }) =>
  download === undefined && error === undefined ? [entry] : [],
)

const firstRunEntries = sampleEntries.map((entry) =>
  entry.assetPack.policy.kind === 'essential'
    ? anEntry({
        id: entry.assetPack.id,
        title: packTitle(entry.assetPack),
        policy: 'essential',
        downloadSize: entry.assetPack.downloadSize,
        installedSize: entry.assetPack.installedSize,
        download: aDownload({
          completedBytes: entry.assetPack.downloadSize * 0.4,
          totalBytes: entry.assetPack.downloadSize,
          fractionCompleted: 0.32,
          bytesPerSecond: 38.4e6,
        }),
      })
    : anEntry({
        id: entry.assetPack.id,
        title: packTitle(entry.assetPack),
        summary: packSummary(entry.assetPack) ?? '',
        downloadSize: entry.assetPack.downloadSize,
        installedSize: entry.assetPack.installedSize,
        policy: entry.assetPack.policy.kind,
      }),
)

/** What the preview can show, by name. */
export const scenes: Readonly<Record<string, FakeLibraryOptions>> = {
  library: { entries: sampleEntries },
  resting: { entries: resting },
  empty: { entries: [] },
  firstRun: { entries: firstRunEntries },
  offline: { entries: sampleEntries, facts: { connection: 'offline' } },
  unreachable: {
    entries: resting,
    facts: {
      connection: 'unreachable',
      checkError: anError('hostUnavailable', 'connect ECONNREFUSED 127.0.0.1:8080'),
    },
  },
  untrusted: {
    entries: resting,
    facts: {
      checkError: anError(
        'signatureInvalid',
        'The signature of timestamp.json does not match the trusted keys.',
      ),
    },
  },
}
