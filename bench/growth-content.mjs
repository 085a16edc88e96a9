// Folders of a given number of files and bytes, in two versions: content whose only property is its size.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { run } from './program.mjs'

/** In the second version every tenth file has another last tenth. */
const changedFiles = 10
const changedPart = 10

/**
 * Writes both versions; what did not change is one file on the disk.
 *
 * @param {string} directory gets the folders `1` and `2`
 * @param {{ files: number, bytes: number }} size
 */
export async function writeVersions(directory, { files, bytes }) {
  const length = Math.floor(bytes / files)
  const [first, second] = ['1', '2'].map((version) => join(directory, version))
  const noise = noiseFrom(files)
  for (let file = 0; file < files; file += 1) {
    await mkdir(dirname(pathIn(first, file)), { recursive: true })
    await writeFile(pathIn(first, file), noise(length))
  }
  await run(['cp', '-a', '-l', first, second])
  for (let file = 0; file < files; file += changedFiles) {
    const path = pathIn(second, file)
    const content = await readFile(path)
    const changed = Math.ceil(length / changedPart)
    content.set(noise(changed), length - changed)
    await rm(path)
    await writeFile(path, content)
  }
}

function pathIn(directory, file) {
  return join(directory, String(Math.floor(file / 200)), `${file}.bin`)
}

/** Bytes that never come again and that compress to a little more than half. */
function noiseFrom(seed) {
  let state = seed | 1
  return (length) => {
    const words = new Uint32Array(Math.ceil(length / 4))
    for (let index = 0; index < words.length; index += 1) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      words[index] = state & 0x1f1f1f1f
    }
    return new Uint8Array(words.buffer, 0, length)
  }
}
