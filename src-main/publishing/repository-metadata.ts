import {
  Metadata,
  MetadataKind,
  MetaFile,
  Root,
  Snapshot,
  Targets,
  Timestamp,
  type TargetFile,
} from '@tufjs/models'
import { AssetPackError } from '../../src-shared/domain/errors'
import { sha256Hex } from '../repository/digest'
import { metadataDirectory } from '../repository/layout'
import '../repository/targets-in-one-pass'
import { keyOf, metadataRoles, type MetadataRole, type SigningKeys } from './signing-keys'
import type { TargetFolder } from './target-folder'

/** Days until each role's signature expires, unless the publisher says otherwise. */
export const defaultExpiryDays = { root: 365, targets: 90, snapshot: 14, timestamp: 7 } as const

/** The version of the TUF specification that the metadata follows. */
const specVersion = '1.0.31'
const dayMs = 24 * 60 * 60 * 1000

/** The metadata of a repository as it is now, its signatures verified. */
export interface RepositoryMetadata {
  readonly root: Root
  readonly targets: Targets
  /** How the snapshot names the targets' file; absent before there is one. */
  readonly targetsFile?: MetaFile | undefined
  readonly snapshotVersion: number
  readonly timestampVersion: number
}

/** What signing needs besides the content. */
export interface SigningContext {
  readonly folder: TargetFolder
  readonly keys: SigningKeys
  /** Wall time in milliseconds. */
  readonly now: number
  /** Days for targets, snapshot and timestamp alike; absent = {@link defaultExpiryDays}. */
  readonly expiresInDays?: number | undefined
}

/**
 * Reads a repository's metadata and verifies it from the newest root down.
 *
 * @returns `undefined` when the folder holds no repository yet.
 * @throws AssetPackError `metadataInvalid`, `signatureInvalid`, or `keysInvalid` when the repository trusts other keys.
 */
export async function readRepositoryMetadata(
  folder: TargetFolder,
  keys: SigningKeys,
): Promise<RepositoryMetadata | undefined> {
  const root = await readNewestRoot(folder)
  if (root === undefined) return undefined
  requireTrusted(root.signed, keys)
  const timestampJSON = await readJSON(folder, 'timestamp.json')
  // A publisher stopped between the first root and the first timestamp: nobody has seen anything yet.
  if (timestampJSON === undefined) return beginning(root.signed)
  const timestamp = verified(root, 'timestamp', () =>
    Metadata.fromJSON(MetadataKind.Timestamp, timestampJSON),
  )
  const snapshotVersion = timestamp.signed.snapshotMeta.version
  const snapshotJSON = await requireJSON(folder, `${String(snapshotVersion)}.snapshot.json`)
  const snapshot = verified(root, 'snapshot', () => Metadata.fromJSON(MetadataKind.Snapshot, snapshotJSON))
  const targetsFile = snapshot.signed.meta['targets.json']
  const targetsJSON = await requireJSON(folder, `${String(targetsFile?.version)}.targets.json`)
  const targets = verified(root, 'targets', () => Metadata.fromJSON(MetadataKind.Targets, targetsJSON))
  return {
    root: root.signed,
    targets: targets.signed,
    targetsFile,
    snapshotVersion,
    timestampVersion: timestamp.signed.version,
  }
}

/** Writes the first root, also as the `root.json` that clients take along. */
export async function createRepositoryMetadata(context: SigningContext): Promise<RepositoryMetadata> {
  const root = new Root({
    version: 1,
    specVersion,
    expires: expiry(context, 'root'),
    consistentSnapshot: true,
  })
  for (const role of metadataRoles) root.addKey(keyOf(context.keys, role).publicKey, role)
  const bytes = signed(new Metadata(root), 'root', context.keys)
  await context.folder.write(`${metadataDirectory}/root.json`, bytes)
  await context.folder.write(`${metadataDirectory}/1.root.json`, bytes)
  return beginning(root)
}

/**
 * Signs and writes the next version of targets, then snapshot, then timestamp: until the last is there, clients see the
 * version before, whole.
 *
 * @returns what {@link readRepositoryMetadata} would now say.
 */
export async function writeTargets(
  current: RepositoryMetadata,
  files: readonly TargetFile[],
  context: SigningContext,
): Promise<RepositoryMetadata> {
  const targets = new Targets({
    version: current.targets.version + 1,
    specVersion,
    expires: expiry(context, 'targets'),
  })
  for (const file of files) targets.addTarget(file)
  const bytes = signed(new Metadata(targets), 'targets', context.keys)
  await context.folder.write(`${metadataDirectory}/${String(targets.version)}.targets.json`, bytes)
  return writeSnapshot({ ...current, targets, targetsFile: metaFile(targets.version, bytes) }, context)
}

/** Signs and writes the next snapshot and timestamp for the targets that are there. */
export async function writeSnapshot(
  current: RepositoryMetadata,
  context: SigningContext,
): Promise<RepositoryMetadata> {
  const { folder, keys } = context
  const { targetsFile } = current
  const snapshot = new Snapshot({
    version: current.snapshotVersion + 1,
    specVersion,
    expires: expiry(context, 'snapshot'),
    ...(targetsFile === undefined ? {} : { meta: { 'targets.json': targetsFile } }),
  })
  const snapshotBytes = signed(new Metadata(snapshot), 'snapshot', keys)
  await folder.write(`${metadataDirectory}/${String(snapshot.version)}.snapshot.json`, snapshotBytes)
  const timestamp = new Timestamp({
    version: current.timestampVersion + 1,
    specVersion,
    expires: expiry(context, 'timestamp'),
    snapshotMeta: metaFile(snapshot.version, snapshotBytes),
  })
  folder.keep()
  await folder.write(
    `${metadataDirectory}/timestamp.json`,
    signed(new Metadata(timestamp), 'timestamp', keys),
  )
  return { ...current, snapshotVersion: snapshot.version, timestampVersion: timestamp.version }
}

/** Signs and writes the next version of the root, with the same keys and a new expiry. */
export async function renewRoot(
  current: RepositoryMetadata,
  context: SigningContext,
): Promise<RepositoryMetadata> {
  const root = new Root({
    version: current.root.version + 1,
    specVersion,
    expires: expiry(context, 'root'),
    keys: current.root.keys,
    roles: current.root.roles,
    consistentSnapshot: true,
  })
  const bytes = signed(new Metadata(root), 'root', context.keys)
  await context.folder.write(`${metadataDirectory}/${String(root.version)}.root.json`, bytes)
  // Clients look for the next root by its name: this one stays, whatever fails after it.
  context.folder.keep()
  return { ...current, root }
}

/** Milliseconds until `expires`, negative when it is over. */
export function timeLeft(expires: string, now: number): number {
  return Date.parse(expires) - now
}

/** A repository that has a root and nothing else. Version 0 is never written. */
function beginning(root: Root): RepositoryMetadata {
  const targets = new Targets({ version: 0, specVersion, expires: '1970-01-01T00:00:00Z' })
  return { root, targets, snapshotVersion: 0, timestampVersion: 0 }
}

function expiry({ now, expiresInDays }: SigningContext, role: MetadataRole): string {
  const standard = defaultExpiryDays[role]
  const days = role === 'root' ? Math.max(standard, expiresInDays ?? 0) : (expiresInDays ?? standard)
  return new Date(now + days * dayMs).toISOString().replace(/\.\d+Z$/, 'Z')
}

function signed(
  metadata: Metadata<Root> | Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>,
  role: MetadataRole,
  keys: SigningKeys,
): Uint8Array {
  const key = keyOf(keys, role)
  metadata.sign((bytes) => key.sign(bytes))
  return Buffer.from(JSON.stringify(metadata.toJSON()))
}

function metaFile(version: number, bytes: Uint8Array): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Hex(bytes) } })
}

async function readNewestRoot(folder: TargetFolder): Promise<Metadata<Root> | undefined> {
  const versions = (await folder.list(metadataDirectory)).flatMap((name) => {
    const match = /^([1-9][0-9]*)\.root\.json$/.exec(name)
    return match === null ? [] : [Number(match[1])]
  })
  if (versions.length === 0) return undefined
  const json = await requireJSON(folder, `${String(Math.max(...versions))}.root.json`)
  const root = parsed('root', () => Metadata.fromJSON(MetadataKind.Root, json))
  return verified(root, 'root', () => root)
}

function requireTrusted(root: Root, keys: SigningKeys): void {
  for (const role of metadataRoles) {
    const { keyID } = keyOf(keys, role).publicKey
    if (root.roles[role]?.keyIDs.includes(keyID) === true) continue
    throw new AssetPackError(
      'keysInvalid',
      `The repository trusts another key for the role ${role} than the one given.`,
      {
        details: { role, keyID },
      },
    )
  }
}

function verified<T extends Metadata<Root> | Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>>(
  root: Metadata<Root>,
  role: MetadataRole,
  read: () => T,
): T {
  const metadata = parsed(role, read)
  try {
    root.verifyDelegate(role, metadata)
  } catch (error) {
    throw new AssetPackError(
      'signatureInvalid',
      `The repository's ${role} metadata is not signed by its own key.`,
      {
        cause: error,
        details: { role },
      },
    )
  }
  return metadata
}

function parsed<T>(role: MetadataRole, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new AssetPackError('metadataInvalid', `The repository's ${role} metadata is damaged.`, {
      cause: error,
      details: { role },
    })
  }
}

type JSONObject = Parameters<typeof Root.fromJSON>[0]

async function readJSON(folder: TargetFolder, name: string): Promise<JSONObject | undefined> {
  const bytes = await folder.read(`${metadataDirectory}/${name}`)
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as JSONObject
  } catch (error) {
    throw new AssetPackError('metadataInvalid', `The repository's ${name} is no JSON.`, {
      cause: error,
      details: { name },
    })
  }
}

async function requireJSON(folder: TargetFolder, name: string): Promise<JSONObject> {
  const json = await readJSON(folder, name)
  if (json !== undefined) return json
  throw new AssetPackError('metadataInvalid', `The repository's ${name} is missing.`, { details: { name } })
}
