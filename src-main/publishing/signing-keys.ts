import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { chmod, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Key, Signature } from '@tufjs/models'
import { AssetPackError } from '../../src-shared/domain/errors'
import { makeFolders } from '../platform/file-system'
import { translateFileSystemError, withFileSystemErrors } from '../platform/file-system-errors'
import { sha256Hex } from '../repository/digest'

/** The roles of a repository's metadata; each has a key of its own. */
export const metadataRoles = ['root', 'targets', 'snapshot', 'timestamp'] as const

/** One of {@link metadataRoles}. */
export type MetadataRole = (typeof metadataRoles)[number]

/** A repository's signing keys, by role. */
export type SigningKeys = ReadonlyMap<MetadataRole, SigningKey>

/** An Ed25519 key that signs for one role. */
export class SigningKey {
  /** The public half, as the metadata lists it. */
  readonly publicKey: Key
  readonly #privateKey: KeyObject

  constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey
    const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
    const keyVal = { public: Buffer.from(x, 'base64url').toString('hex') }
    // The TUF specification's key id: the hash of the key's canonical JSON, which for these fields is this very text.
    const canonical = JSON.stringify({ keytype: 'ed25519', keyval: keyVal, scheme: 'ed25519' })
    this.publicKey = new Key({
      keyID: sha256Hex(Buffer.from(canonical)),
      keyType: 'ed25519',
      scheme: 'ed25519',
      keyVal,
    })
  }

  /** Signs `bytes`. */
  sign(bytes: Uint8Array): Signature {
    return new Signature({
      keyID: this.publicKey.keyID,
      sig: sign(null, bytes, this.#privateKey).toString('hex'),
    })
  }
}

/**
 * Makes a repository's signing keys: one PEM file per role in `directory`, readable by its owner only. Whoever has them
 * can publish; whoever loses them cannot.
 *
 * @throws AssetPackError `alreadyExists` when one of the files is there already (none is touched then), `notWritable`.
 */
export async function createSigningKeys({ directory }: { readonly directory: string }): Promise<void> {
  await withFileSystemErrors(directory, () => makeFolders(directory, 0o700))
  for (const role of metadataRoles) {
    if (await exists(keyPath(directory, role))) throw keyExists(directory, role)
  }
  for (const role of metadataRoles) {
    const { privateKey } = generateKeyPairSync('ed25519')
    await writeKey(directory, role, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  }
}

/**
 * Reads the signing keys in `directory`.
 *
 * @throws AssetPackError `keysInvalid` when one is missing, unreadable, no Ed25519 key, or readable by others.
 */
export async function readSigningKeys(directory: string): Promise<SigningKeys> {
  const keys = new Map<MetadataRole, SigningKey>()
  for (const role of metadataRoles) keys.set(role, await readKey(keyPath(directory, role)))
  return keys
}

/** The key of `role`. */
export function keyOf(keys: SigningKeys, role: MetadataRole): SigningKey {
  const key = keys.get(role)
  if (key === undefined) throw new AssetPackError('keysInvalid', `There is no key for the role ${role}.`)
  return key
}

/** What the file with the key of `role` is called. */
export function keyFileName(role: MetadataRole): string {
  return `${role}.pem`
}

function keyPath(directory: string, role: MetadataRole): string {
  return join(directory, keyFileName(role))
}

async function readKey(path: string): Promise<SigningKey> {
  try {
    const { mode } = await stat(path)
    // Windows has no such bits; there the folder's access list protects the keys.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw keysInvalid(path, 'others may read it; run chmod 600 on it')
    }
    const key = createPrivateKey(await readFile(path))
    if (key.asymmetricKeyType !== 'ed25519') throw keysInvalid(path, 'it is no Ed25519 key')
    return new SigningKey(key)
  } catch (error) {
    if (error instanceof AssetPackError) throw error
    throw keysInvalid(path, 'it is missing or cannot be read; "assetpack keys create" makes keys', error)
  }
}

async function writeKey(directory: string, role: MetadataRole, pem: string): Promise<void> {
  const path = keyPath(directory, role)
  try {
    const handle = await open(path, 'wx', 0o600)
    try {
      await handle.writeFile(pem)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(path, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw keyExists(directory, role)
    throw translateFileSystemError(error, path)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function keyExists(directory: string, role: MetadataRole): AssetPackError {
  const path = keyPath(directory, role)
  return new AssetPackError('alreadyExists', `${path} exists already; keys are never overwritten.`, {
    details: { path },
  })
}

function keysInvalid(path: string, problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError('keysInvalid', `The signing key ${path} cannot be used: ${problem}.`, {
    cause,
    details: { path, problem },
  })
}
