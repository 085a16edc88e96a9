import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashFile, isSha256Hex, sha256, sha256Hex } from '../../../../src-main/repository/digest'
import { seededBytes } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

describe('digest', () => {
  it('says the same of bytes and of the file that holds them', async () => {
    const path = join(await temporaryDirectory(), 'file')
    const bytes = seededBytes(3_000_000, 1)
    await writeFile(path, bytes)
    const expected = sha256Hex(bytes)
    expect([await hashFile(path), Buffer.from(sha256(bytes)).toString('hex')]).toEqual([expected, expected])
  })

  it('stops with the reason of the signal', async () => {
    const reason = new Error('enough')
    await expect(hashFile('/nowhere', AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('knows 64 lower-case hex digits', () => {
    const candidates = [sha256Hex(new Uint8Array(0)), 'A'.repeat(64), 'a'.repeat(63), `${'a'.repeat(64)}\n`]
    expect(candidates.map(isSha256Hex)).toEqual([true, false, false, false])
  })
})
