import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import Libsql from 'libsql'

/**
 * What is true on a disk after a fault, judged without the product: its own look at the state database, and the
 * publisher's folders to compare with. No import of this file may lead to src-main or src-shared.
 */

/** The SHA-256 of every file of a folder, by path, ordered; anything that is no regular file stands as what it is. */
export type Tree = Readonly<Record<string, string>>

/** What the publisher published of one pack: the tree of each version. */
export type PublishedVersions = ReadonlyMap<number, Tree>

/** What a subject said that it had acknowledged, in its order. */
export interface Acknowledgement {
  readonly ack:
    | 'trusted'
    | 'scheduled'
    | 'paused'
    | 'installed'
    | 'rolledBack'
    | 'repaired'
    | 'removed'
    | 'moved'
    | 'done'
  readonly id?: string
  readonly version?: number
  /** Of `trusted`: the version of the list of packs. */
  readonly targets?: number
}

/** A container as it lies on the disk, nobody having opened it since. */
export interface ContainerFacts {
  /** The active version of each pack, by key. */
  readonly active: ReadonlyMap<string, number>
  /** The versions that each pack keeps beside the active one. */
  readonly kept: ReadonlyMap<string, readonly number[]>
  /** The version that each pack is pinned to. */
  readonly pins: ReadonlyMap<string, number>
  /** Versions that each remembered download wants, by key. */
  readonly downloads: ReadonlyMap<string, { readonly version: number; readonly isPaused: boolean }>
  readonly marks: Readonly<Record<string, number>>
  /** The version of each pack that is taken apart for the next one. */
  readonly dismantled: ReadonlyMap<string, number>
  /** Switches that were begun and not ended. */
  readonly openSwitches: number
  /** Everything below packs/, staging/ and trash/ down to the second level, and what lies beside the container's parts. */
  readonly entries: readonly string[]
}

interface Row {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly record: string
  readonly value: string
}

/** Where a container is that moved, and what of it is still elsewhere. */
interface Arrival {
  readonly from: string
  readonly way: 'rename' | 'copy'
  readonly isComplete: boolean
}

function recordIn(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function movedTo(folder: string): string | undefined {
  return (recordIn(join(folder, 'moved-to')) as { directory: string } | undefined)?.directory
}

/**
 * The folder in which the container is that `named` names. One that is being renamed piece by piece is shown as it will be:
 * by a folder of links in `scratch`.
 */
export function placeOf(named: string, scratch: string): string {
  let at = named
  for (let steps = 0; ; steps += 1) {
    if (steps > 9) throw new Error(`${named} leads in a circle`)
    const arrival = recordIn(join(at, 'arriving')) as Arrival | undefined
    const hasArrived = arrival !== undefined && (arrival.isComplete || movedTo(arrival.from) === at)
    if (hasArrived)
      return arrival.way === 'rename' && !arrival.isComplete ? viewOf(arrival.from, at, scratch) : at
    const next = movedTo(at)
    if (next === undefined) return at
    at = next
  }
}

function viewOf(from: string, to: string, scratch: string): string {
  const view = mkdtempSync(join(scratch, 'view-'))
  const isFilled = (path: string): boolean =>
    existsSync(path) && (!lstatSync(path).isDirectory() || readdirSync(path).length > 0)
  for (const name of ['state.db', 'state.db-wal', 'packs', 'staging', 'metadata', 'logs']) {
    const place = [to, from].map((folder) => join(folder, name)).find(isFilled)
    if (place !== undefined) symlinkSync(place, join(view, name))
  }
  return view
}

/** I7: what a folder still holds that is no container any more. */
export function leftBehind(folder: string): readonly string[] {
  const own = new Set(['lock', 'lock.pid', 'lock-journal', 'moved-to'])
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => !own.has(name)).map((name) => `I7: ${name} is left where it moved away from`)
}

/** Reads a container's state. The database is copied first: opening it would bring its log in order. */
export function readContainer(container: string, scratch: string): ContainerFacts {
  const rows = readRows(container, scratch)
  const described = (row: Row): [string, number] => {
    const { assetPack } = JSON.parse(row.description) as { assetPack: { version: number } }
    return [row.key, assetPack.version]
  }
  const kept = new Map<string, number[]>()
  for (const [key, version] of rows('kept_versions').map(described))
    kept.set(key, [...(kept.get(key) ?? []), version])
  const values = new Map(rows('durable_values').map(({ name, value }) => [name, value]))
  const pins = [...values].filter(([name]) => name.startsWith('store.pin.'))
  const dismantled = [...values].filter(([name]) => name.startsWith('store.dismantled.'))
  return {
    active: new Map(rows('packs').map(described)),
    kept,
    pins: new Map(pins.map(([name, value]) => [name.slice('store.pin.'.length), Number(value)])),
    downloads: new Map(
      rows('downloads').map(({ key, record }) => {
        const { assetPack, paused } = JSON.parse(record) as {
          assetPack: { version: number }
          paused: boolean
        }
        return [key, { version: assetPack.version, isPaused: paused }]
      }),
    ),
    marks: JSON.parse(values.get('catalog.trustMarks') ?? '{}') as ContainerFacts['marks'],
    dismantled: new Map(
      dismantled.map(([name, description]) => {
        const { assetPack } = JSON.parse(description) as { assetPack: { version: number } }
        return [name.slice('store.dismantled.'.length), assetPack.version]
      }),
    ),
    openSwitches: rows('switches').length,
    entries: entriesOf(container),
  }
}

function readRows(container: string, scratch: string): (from: string) => readonly Row[] {
  const copy = mkdtempSync(join(scratch, 'state-'))
  try {
    while (!copyDatabase(container, copy));
    const found = new Map<string, readonly Row[]>()
    const database = new Libsql(join(copy, 'state.db'))
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as {
      name: string
    }[]
    for (const { name } of tables) found.set(name, database.prepare(`SELECT * FROM "${name}"`).all() as Row[])
    database.close()
    return (from) => found.get(from) ?? []
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/**
 * Whether the copy is whole. A process that lives on lets go of its database only when its statements are collected, and the log
 * goes away then: one that has gone meanwhile is in the database, which is copied anew.
 */
function copyDatabase(container: string, copy: string): boolean {
  const [database, log] = ['state.db', 'state.db-wal'] as const
  const hasLog = existsSync(join(container, log))
  const copyOf = (name: string): void => {
    cpSync(join(container, name), join(copy, name), { dereference: true, force: true })
  }
  if (existsSync(join(container, database))) copyOf(database)
  try {
    if (hasLog) copyOf(log)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return false
  }
}

function entriesOf(container: string): readonly string[] {
  const names = (folder: string): readonly string[] => {
    const path = join(container, folder)
    return existsSync(path) && statSync(path).isDirectory()
      ? readdirSync(path).map((name) => `${folder}/${name}`)
      : []
  }
  const top = existsSync(container) ? readdirSync(container) : []
  return [
    ...top,
    ...top.flatMap(names),
    ...['packs', 'staging'].flatMap((name) => names(name).flatMap(names)),
  ]
}

/** Every file below a folder. */
export function treeOf(directory: string): Tree {
  const tree: Record<string, string> = {}
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    const path = join(entry.parentPath, entry.name)
    tree[relative(directory, path)] = entry.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : 'no regular file'
  }
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** I1: what is wrong with active and kept versions: each must be byte for byte one that was published. */
export function tornVersions(
  container: string,
  { active, kept }: ContainerFacts,
  published: ReadonlyMap<string, PublishedVersions>,
): readonly string[] {
  const others = [...kept].flatMap(([key, versions]) => versions.map((version) => [key, version] as const))
  return [...active, ...others].flatMap(([key, version]) => {
    const expected = published.get(key)?.get(version)
    const directory = join(container, 'packs', key, String(version))
    if (expected === undefined) return [`I1: ${key} ${version} was never published`]
    if (!existsSync(directory)) return [`I1: ${key} ${version} is in the list and not there`]
    const actual = treeOf(directory)
    return JSON.stringify(actual) === JSON.stringify(expected)
      ? []
      : [`I1: ${key} ${version} is torn: ${differences(actual, expected)}`]
  })
}

/**
 * I1 for packs that are on the way from one version to the next without room for both: a pack that was here is here, or
 * its old version is noted as one that is taken apart, and of that each file is as it was published, or gone.
 */
export function lostVersions(
  container: string,
  { active, dismantled }: ContainerFacts,
  before: ContainerFacts | undefined,
  published: ReadonlyMap<string, PublishedVersions>,
): readonly string[] {
  const lost = [...(before?.active.keys() ?? [])].filter((key) => !active.has(key) && !dismantled.has(key))
  const both = [...dismantled.keys()].filter((key) => active.has(key))
  const changed = [...dismantled].flatMap(([key, version]) => {
    const directory = join(container, 'packs', key, String(version))
    const expected = published.get(key)?.get(version) ?? {}
    const left = Object.entries(existsSync(directory) ? treeOf(directory) : {})
    return left
      .filter(([path, hash]) => expected[path] !== hash)
      .map(([path]) => `I1: ${path} of ${key} ${version}, which is taken apart, is not as it was published`)
  })
  return [
    ...lost.map((key) => `I1: ${key} is gone, and nothing says that it is on the way`),
    ...both.map((key) => `I1: ${key} is here and taken apart`),
    ...changed,
  ]
}

/**
 * The same for a version that was damaged and is being mended: what is wrong with it besides what was wrong before. Each
 * file is as it was, or as it was published.
 */
export function worsened(directory: string, before: Tree, published: Tree): readonly string[] {
  const actual = existsSync(directory) ? treeOf(directory) : {}
  const paths = [...new Set([...Object.keys(actual), ...Object.keys(before), ...Object.keys(published)])]
  return paths
    .filter((path) => actual[path] !== before[path] && actual[path] !== published[path])
    .map((path) => `I1: ${path} is neither as it was nor as it should be`)
}

function differences(actual: Tree, expected: Tree): string {
  const paths = [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
  return paths
    .filter((path) => actual[path] !== expected[path])
    .map(
      (path) =>
        `${path} ${actual[path]?.slice(0, 8) ?? 'missing'} not ${expected[path]?.slice(0, 8) ?? 'there'}`,
    )
    .slice(0, 5)
    .join(', ')
}

/** I2 and I4: what was acknowledged and is not true any more, and marks that fell. */
export function brokenPromises(
  facts: ContainerFacts,
  before: ContainerFacts | undefined,
  acknowledged: readonly Acknowledgement[],
): readonly string[] {
  const { marks } = facts
  const fallen = Object.entries(before?.marks ?? {}).filter(([name, value]) => (marks[name] ?? 0) < value)
  const trusted = Math.max(0, ...acknowledged.map(({ targets = 0 }) => targets))
  // What came later may have undone what came before.
  const last = new Map(
    acknowledged.flatMap((each) => (each.id === undefined ? [] : [[each.id, each] as const])),
  )
  const broken = [...last].filter(([id, each]) => !isTrue(each, id.toLowerCase(), facts))
  return [
    ...fallen.map(([name, value]) => `I4: the mark ${name} fell below ${value}`),
    ...((marks['targets'] ?? 0) < trusted ? [`I4: list ${trusted} was trusted, and the mark is lower`] : []),
    ...broken.map(([, each]) => `I2: not true: ${JSON.stringify(each)}`),
  ]
}

/** An acknowledged step may have been followed by the next one, whose acknowledgement did not get out. */
function isTrue({ ack, version = 0 }: Acknowledgement, key: string, facts: ContainerFacts): boolean {
  const active = facts.active.get(key) ?? -1
  const dismantled = facts.dismantled.get(key) ?? -1
  const download = facts.downloads.get(key)
  switch (ack) {
    case 'installed':
      return active >= version || dismantled >= version
    case 'rolledBack':
      return active === version && facts.pins.get(key) === version
    case 'repaired':
      return active === version
    case 'removed':
      return active === -1
    case 'scheduled':
      return active >= version || (download?.version ?? -1) >= version
    case 'paused':
      return download?.version === version && download.isPaused
    case 'trusted':
    case 'moved':
    case 'done':
      return true
  }
}

/** I7: what lies in the container after everything has come to its end and was tidied up, and should not. */
export function leftovers(facts: ContainerFacts): readonly string[] {
  const parts = ['lock', 'lock.pid', 'merged', 'metadata', 'packs', 'staging', 'state.db', 'trash']
  const kept = ['metadata/indexes', 'metadata/trusted-metadata.json', 'state.db-shm', 'state.db-wal']
  const expected = new Set([...parts, ...kept])
  for (const [key, active] of facts.active) {
    expected.add(`packs/${key}`)
    for (const version of [active, ...(facts.kept.get(key) ?? [])])
      for (const suffix of ['', '.index', '.json']) expected.add(`packs/${key}/${version}${suffix}`)
  }
  const left = facts.entries.filter((path) => !expected.has(path)).map((path) => `I7: ${path} is left`)
  if (facts.dismantled.size > 0) left.push('I7: a version is still taken apart')
  return facts.openSwitches === 0 ? left : [...left, `I7: ${facts.openSwitches} switches are open`]
}

const blockSize = 4096

/** Bytes of that version that lie on the disk, installed or not, and are in no file of the version before. */
export function placedBytes(container: string, key: string, newFolder: string, oldFolder?: string): number {
  const old = new Set(oldFolder === undefined ? [] : [...blocksOf(oldFolder)].map(({ block }) => block))
  const staged = foldersIn(join(container, 'staging', key)).map((area) => join(area, 'files'))
  const folders = [...staged, ...foldersIn(join(container, 'packs', key))]
  let placed = 0
  for (const { path, offset, block, size } of blocksOf(newFolder)) {
    const isPlaced = (folder: string): boolean => {
      const file = join(folder, path)
      return existsSync(file) && digest(readFileSync(file).subarray(offset, offset + size)) === block
    }
    if (!old.has(block) && folders.some(isPlaced)) placed += size
  }
  return placed
}

function foldersIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return []
  const entries = readdirSync(directory, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(directory, name))
}

function* blocksOf(folder: string): Generator<{
  readonly path: string
  readonly offset: number
  readonly block: string
  readonly size: number
}> {
  for (const path of Object.keys(treeOf(folder))) {
    const bytes = readFileSync(join(folder, path))
    for (let offset = 0; offset < bytes.length; offset += blockSize) {
      const block = bytes.subarray(offset, offset + blockSize)
      yield { path, offset, block: digest(block), size: block.length }
    }
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
