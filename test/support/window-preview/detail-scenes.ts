import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { ListedFile } from '../../../src-shared/domain/pack-files'
import type { FakeLibraryOptions } from '../fake-library'
import { aDownload, anEntry, anError, type EntryParts } from '../library-builders'

const description = [
  'Two new arenas, and the missing walls of Dock 7 are back. The ice of the harbour melts in spring, and what lies under it can be reached from then on.',
  'Made for small teams. Every map has a day and a night, and three kinds of weather that change how far sounds carry.',
].join('\n\n')

const changelog = {
  24: '- Two new arenas: **Icebreaker** and `North Pier`\n- Fixed missing walls in Dock 7\n- The harbour is quieter at night\n\nThanks to everybody in [the forum](https://forum.example.com/frostline).',
  23: ['Snow that stays where it fell', 'Faster loading on small disks'],
  22: 'The first version with weather.',
}

const frostline: EntryParts = {
  id: 'com.example.frostline',
  title: 'Frostline Map Pack',
  policy: 'essential',
  version: 24,
  downloadSize: 4.1e9,
  installedSize: 6.3e9,
  language: 'pt-BR',
  platforms: ['windows', 'macOS', 'linux'],
  userInfo: {
    title: 'Frostline Map Pack',
    description,
    changelog,
    difficulty: 'hard',
    region: 'eu',
    minimumEngine: '5.2',
    players: { least: 2, most: 16 },
  },
}

/** Folders as a game has them, with this many files. */
function gameFiles(count: number): readonly ListedFile[] {
  const kinds = ['lightmap.bin', 'walls.mesh', 'floor.mesh', 'night.exr', 'sounds.ogg', 'readme.txt']
  return Array.from({ length: count }, (_, index): ListedFile => {
    const area = String(Math.floor(index / 600)).padStart(3, '0')
    const room = String(Math.floor(index / 6)).padStart(5, '0')
    const kind = kinds[index % kinds.length] ?? ''
    return { path: `maps/area${area}/room${room}/${kind}`, size: ((index * 7919) % 90_000) * 1_000 + 12 }
  })
}

const fewFiles = { detail: { files: gameFiles(1_204) } }

/** What the preview can show of the screen of one pack: open `#/pack/com.example.frostline`. */
export const detailScenes: Readonly<Record<string, FakeLibraryOptions>> = {
  detailUpdate: {
    entries: [anEntry({ ...frostline, localVersion: 23, keptVersion: 22 })],
    ...fewFiles,
  },
  detailInstalled: {
    entries: [anEntry({ ...frostline, localVersion: 24, keptVersion: 23 })],
    ...fewFiles,
  },
  detailPinned: {
    entries: [anEntry({ ...frostline, localVersion: 23, keptVersion: 24, isPinned: true })],
    ...fewFiles,
  },
  detailAbsent: { entries: [anEntry(frostline)], ...fewFiles },
  detailShort: { entries: [anEntry(frostline)], ...fewFiles, facts: { freeBytes: 3.2e9 } },
  detailRunning: {
    entries: [
      anEntry({
        ...frostline,
        localVersion: 23,
        download: aDownload(
          {
            completedBytes: 2.36e9,
            totalBytes: 4.1e9,
            fractionCompleted: 0.46,
            bytesPerSecond: 38.4e6,
            secondsRemaining: 61,
          },
          { isUpdate: true },
        ),
      }),
    ],
    ...fewFiles,
  },
  detailFailed: {
    entries: [
      anEntry({
        ...frostline,
        localVersion: 23,
        keptVersion: 22,
        error: anError('hostUnavailable', 'connect ECONNREFUSED 127.0.0.1:8080'),
      }),
    ],
    ...fewFiles,
  },
  detailObsolete: {
    entries: [anEntry({ ...frostline, localVersion: 24, flags: ['downloaded', 'obsolete'] })],
    ...fewFiles,
  },
  detailBare: { entries: [anEntry({ id: parseAssetPackID('x'.repeat(64)) })], detail: { files: [] } },
  detailMany: {
    entries: [anEntry({ ...frostline, localVersion: 24 })],
    detail: { files: gameFiles(100_000) },
  },
}
