import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSigningKeys, readSigningKeys } from '../../../../src-main/publishing/signing-keys'
import { temporaryDirectory } from '../../../support/temporary-directory'

describe('signing keys', () => {
  it('are one PEM file per role, for their owner only, and read back', async () => {
    const directory = join(await temporaryDirectory(), 'keys')
    await createSigningKeys({ directory })
    const names = await readdir(directory)
    expect(names.sort()).toEqual(['root.pem', 'snapshot.pem', 'targets.pem', 'timestamp.pem'])
    const modes = await Promise.all(
      names.map(async (name) => (await stat(join(directory, name))).mode & 0o777),
    )
    if (process.platform !== 'win32') expect(new Set(modes)).toEqual(new Set([0o600]))
    const ids = [...(await readSigningKeys(directory)).values()].map(({ publicKey }) => publicKey.keyID)
    expect(new Set(ids).size).toBe(4)
  })

  it('are never overwritten', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'timestamp.pem'), 'mine')
    await expect(createSigningKeys({ directory })).rejects.toMatchObject({ code: 'alreadyExists' })
    expect(await readdir(directory)).toEqual(['timestamp.pem'])
    expect(await readFile(join(directory, 'timestamp.pem'), 'utf8')).toBe('mine')
  })

  it.skipIf(process.platform === 'win32')('E-23 are refused when others may read them', async () => {
    const directory = await temporaryDirectory()
    await createSigningKeys({ directory })
    await chmod(join(directory, 'root.pem'), 0o644)
    await expect(readSigningKeys(directory)).rejects.toMatchObject({
      code: 'keysInvalid',
      details: { problem: 'others may read it; run chmod 600 on it' },
    })
  })

  it('are refused when one is missing or something else', async () => {
    const directory = await temporaryDirectory()
    await expect(readSigningKeys(directory)).rejects.toMatchObject({ code: 'keysInvalid' })
    await createSigningKeys({ directory })
    await writeFile(join(directory, 'root.pem'), 'no key')
    await expect(readSigningKeys(directory)).rejects.toMatchObject({ code: 'keysInvalid' })
  })
})
