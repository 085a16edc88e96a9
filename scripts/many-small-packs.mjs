// A repository of very many small packs, as a large game or a library of samples has them: names, sizes and policies differ,
// and are the same whenever it is made.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const places = [
  'Amber',
  'Birch',
  'Cobalt',
  'Dune',
  'Ember',
  'Fjord',
  'Glacier',
  'Harbor',
  'Island',
  'Juniper',
]
const kinds = [
  ['Maps', 'Streets, paths and the ground between them.'],
  ['Voices', 'Every line spoken, with its timing.'],
  ['Textures', 'Surfaces for large screens.'],
  ['Music', 'Themes, and the quiet parts in between.'],
  ['Characters', 'People, what they wear and how they move.'],
  ['Weather', 'Rain, fog, snow, and the light after it.'],
  ['Vehicles', 'Everything with wheels, wings or sails.'],
  ['Buildings', 'Houses, halls and what stands in them.'],
  ['Sounds', 'Steps, doors, wind and water.'],
  ['Stories', 'Quests, letters and dialogues.'],
]
const perPair = 20

/** Names one of at most two thousand packs. */
export function manyPackID(number) {
  return `pack-${String(number).padStart(4, '0')}`
}

/**
 * Writes the files of packs and publishes all of them at once.
 *
 * @param {object} options
 * @param {typeof import('../src-main/index')} options.library the built library
 * @param {string} options.sources a folder for their files
 * @param {string} options.keysDirectory
 * @param {string} options.repositoryDirectory
 * @param {number} options.count at most 2000
 * @param {(number: number) => number} options.sizeOf bytes of a pack's one file; no compression makes it small
 * @param {(number: number) => boolean} [options.isPrefetched] which packs come by themselves; none unless it says so
 */
export async function publishManyPacks({
  library,
  sources,
  keysDirectory,
  repositoryDirectory,
  count,
  sizeOf,
  isPrefetched = () => false,
}) {
  await library.createSigningKeys({ directory: keysDirectory })
  const manifests = []
  for (let number = 0; number < count; number += 1) {
    const source = join(sources, manyPackID(number))
    await mkdir(join(source, 'content'), { recursive: true })
    await writeFile(join(source, 'content', `${manyPackID(number)}.bin`), noise(sizeOf(number), number))
    await writeFile(join(source, 'Manifest.json'), JSON.stringify(manifest(number, isPrefetched(number))))
    manifests.push(join(source, 'Manifest.json'))
  }
  await library.publish({ sources: manifests, keysDirectory, repositoryDirectory, level: 1 })
}

function manifest(number, isPrefetched) {
  const place = places[Math.floor(number / perPair) % places.length]
  const [kind, description] = kinds[Math.floor(number / perPair / places.length) % kinds.length]
  return {
    assetPackID: manyPackID(number),
    downloadPolicy: isPrefetched
      ? { prefetch: { installationEventTypes: ['firstInstallation', 'subsequentUpdate'] } }
      : { onDemand: {} },
    sourceRoot: 'content',
    fileSelectors: [{ directory: '.' }],
    platforms: [],
    userInfo: { title: `${place} ${kind} ${(number % perPair) + 1}`, description },
  }
}

/** Bytes that look random and are the same for the same seed. */
function noise(size, seed) {
  const words = new Uint32Array(Math.ceil(size / 4))
  let state = (seed * 2_654_435_761 + 88_675_123) >>> 0
  for (let i = 0; i < words.length; i += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[i] = state >>> 0
  }
  return Buffer.from(words.buffer, 0, size)
}
