import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeOf, failureOf, index, listed, scene } from '../../../support/catalog-scene'
import { testKey } from '../../../support/signed-repository'

const day = 86_400_000
const signal = new AbortController().signal

describe('going backwards', () => {
  test('A-01 refuses a timestamp that is older than one seen before', async () => {
    const made = await scene()
    await made.repository.publish()
    const catalog = await made.open()
    await catalog.refresh(signal)
    made.repository.versions.timestamp = 1
    await made.repository.writeOnline()
    expect(await codeOf(catalog.refresh(signal))).toBe('metadataRolledBack')
    expect(listed(catalog.lastGood()?.assetPacks)).toEqual(['tutorial 1'])
  })

  test('A-02 ignores other content under the same timestamp version and writes nothing', async () => {
    const made = await scene()
    const catalog = await made.open()
    await catalog.refresh(signal)
    const kept = await readFile(join(made.directory, 'trusted-metadata.json'))
    await made.repository.addPack('sneaked', 1, index)
    made.repository.versions.targets += 1
    made.repository.versions.snapshot += 1
    await made.repository.writeOnline()
    expect(listed((await catalog.refresh(signal)).assetPacks)).toEqual(['tutorial 1'])
    expect(Buffer.compare(await readFile(join(made.directory, 'trusted-metadata.json')), kept)).toBe(0)
  })

  test('A-03 refuses a snapshot that lists older targets', async () => {
    const made = await scene()
    await made.repository.publish()
    const catalog = await made.open()
    await catalog.refresh(signal)
    made.repository.versions.targets = 1
    made.repository.versions.snapshot += 1
    made.repository.versions.timestamp += 1
    await made.repository.writeOnline()
    expect(await codeOf(catalog.refresh(signal))).toBe('metadataRolledBack')
  })

  test.each(['deleted', 'emptied', 'replaced by a folder'])(
    'A-20 still refuses older metadata when the kept copy was %s',
    async (how) => {
      const made = await scene()
      await made.repository.publish()
      await (await made.open()).refresh(signal)
      const kept = join(made.directory, 'trusted-metadata.json')
      if (how === 'emptied') await truncate(kept, 0)
      else await rm(kept)
      if (how === 'replaced by a folder') await mkdir(kept)
      Object.assign(made.repository.versions, { timestamp: 1, snapshot: 1, targets: 1 })
      await made.repository.writeOnline()
      expect(await codeOf((await made.open()).refresh(signal))).toBe('metadataRolledBack')
    },
  )

  test.each([0, 1, 100, 2000])('A-20 recovers from kept metadata cut after %i bytes', async (bytes) => {
    const made = await scene()
    await (await made.open()).refresh(signal)
    await truncate(join(made.directory, 'trusted-metadata.json'), bytes)
    const catalog = await made.open()
    expect(catalog.lastGood()).toBeUndefined()
    expect(listed((await catalog.refresh(signal)).assetPacks)).toEqual(['tutorial 1'])
    expect(listed((await made.open()).lastGood()?.assetPacks)).toEqual(['tutorial 1'])
  })

  test('A-20 trusts no kept metadata that somebody changed', async () => {
    const made = await scene()
    await (await made.open()).refresh(signal)
    const kept = join(made.directory, 'trusted-metadata.json')
    await writeFile(kept, (await readFile(kept, 'utf8')).replaceAll('tutorial', 'toturial'))
    expect((await made.open()).lastGood()).toBeUndefined()
  })

  test('A-19 recovers from a fast-forward once the root replaces the stolen keys', async () => {
    const made = await scene()
    const catalog = await made.open()
    Object.assign(made.repository.versions, { timestamp: 2 ** 53 - 2, snapshot: 2 ** 53 - 2 })
    await made.repository.writeOnline()
    await catalog.refresh(signal)
    Object.assign(made.repository.versions, { timestamp: 5, snapshot: 5, targets: 5 })
    await made.repository.writeOnline()
    expect(await codeOf(catalog.refresh(signal))).toBe('metadataRolledBack')
    await made.repository.rotate(['timestamp', 'snapshot'])
    await made.repository.writeOnline()
    await catalog.refresh(signal)
    expect(made.marks.marks).toMatchObject({ root: 2, timestamp: 5, snapshot: 5, targets: 5 })
    await made.repository.publish()
    expect((await catalog.refresh(signal)).version).toBe(6)
  })
})

describe('time', () => {
  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'A-05 refuses expired %s and keeps the last good list',
    async (role) => {
      const made = await scene()
      const catalog = await made.open()
      await catalog.refresh(signal)
      made.repository.expires[role] = new Date(made.clock.now() - 1000).toISOString()
      await made.repository.publish()
      const error = await failureOf(catalog.refresh(signal))
      expect([error.code, error.details['checkClock']]).toEqual(['metadataExpired', false])
      expect(listed(catalog.lastGood()?.assetPacks)).toEqual(['tutorial 1'])
    },
  )

  test('A-06 says to check the clock when everything has expired at once', async () => {
    const made = await scene()
    const catalog = await made.open()
    await catalog.refresh(signal)
    await made.clock.advance(2 * 365 * day)
    const error = await failureOf(catalog.refresh(signal))
    expect([error.code, error.details['checkClock']]).toEqual(['metadataExpired', true])
  })

  test('A-06 judges expiry by the latest time ever seen when the clock was set back', async () => {
    const made = await scene()
    made.marks.raise({
      root: 1,
      timestamp: 1,
      snapshot: 1,
      targets: 1,
      lastSeen: made.clock.now() + 30 * day,
    })
    expect(await codeOf((await made.open()).refresh(signal))).toBe('metadataExpired')
  })
})

describe('signatures', () => {
  test.each(['timestamp', 'snapshot', 'targets'] as const)(
    'A-07 refuses %s signed by a stranger',
    async (role) => {
      const made = await scene()
      made.repository.signers[role] = [testKey()]
      await made.repository.publish()
      expect(await codeOf((await made.open()).refresh(signal))).toBe('signatureInvalid')
    },
  )

  test('A-07 refuses targets signed by the right key of the wrong role', async () => {
    const made = await scene()
    made.repository.signers.targets = made.repository.keys.snapshot
    await made.repository.publish()
    expect(await codeOf((await made.open()).refresh(signal))).toBe('signatureInvalid')
  })

  test('A-08 counts one key once, however many ids it has', async () => {
    const made = await scene()
    const key = testKey()
    made.repository.keys.timestamp = [key, testKey({ like: key, id: 'f'.repeat(64) })]
    made.repository.thresholds.timestamp = 2
    made.repository.versions.root = 2
    await made.repository.writeRoot()
    await made.repository.publish()
    expect(await codeOf((await made.open()).refresh(signal))).toBe('metadataInvalid')
  })

  test('A-08 refuses one signature where two are needed', async () => {
    const made = await scene()
    made.repository.keys.timestamp = [testKey(), testKey()]
    made.repository.signers.timestamp = made.repository.keys.timestamp.slice(0, 1)
    made.repository.thresholds.timestamp = 2
    made.repository.versions.root = 2
    await made.repository.writeRoot()
    await made.repository.publish()
    expect(await codeOf((await made.open()).refresh(signal))).toBe('signatureInvalid')
  })

  test('A-12 refuses a snapshot other than the one that the timestamp names', async () => {
    const made = await scene()
    await made.repository.tamper('1.snapshot.json', (text) => `${text} `)
    expect(await codeOf((await made.open()).refresh(signal))).toBe('integrityCheckFailed')
  })

  test('A-22 refuses the repository of another publisher', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    mine.server = theirs.server
    expect(await codeOf((await mine.open()).refresh(signal))).toBe('signatureInvalid')
  })

  test.each([
    ['a key that comes twice', (text: string) => text.replace('"version":1', '"version":1,"version":9')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['junk at the end', (text: string) => `${text}}`],
    [
      'a version that is no exact integer',
      (text: string) => text.replace('"version":1', '"version":9007199254740993'),
    ],
    ['a version below one', (text: string) => text.replace('"version":1', '"version":-1')],
    ['another type', (text: string) => text.replace('"timestamp"', '"snapshot"')],
    ['a later specification', (text: string) => text.replace('"1.0.31"', '"2.0.0"')],
  ])('A-13 A-17 A-18 refuses metadata with %s', async (_what, change) => {
    const made = await scene()
    await made.repository.tamper('timestamp.json', change)
    expect(await codeOf((await made.open()).refresh(signal))).toBe('metadataInvalid')
  })

  test('A-11 reads no more than the cap of a timestamp', async () => {
    const made = await scene()
    await made.repository.tamper('timestamp.json', (text) => text.padEnd(16_385))
    expect(await codeOf((await made.open()).refresh(signal))).toBe('limitExceeded')
  })
})

describe('roots', () => {
  test('follows a root from 1 to 3, and verifies the chain again at the next start', async () => {
    const made = await scene()
    const catalog = await made.open()
    await catalog.refresh(signal)
    await made.repository.rotate(['root', 'timestamp'])
    await made.repository.rotate(['root', 'snapshot', 'targets'])
    await made.repository.publish()
    await catalog.refresh(signal)
    expect(made.marks.marks?.root).toBe(3)
    expect(listed((await made.open()).lastGood()?.assetPacks)).toEqual(['tutorial 1'])
  })

  test.each([
    ['not signed by the old keys', 'signatureInvalid'],
    ['that skips a version', 'metadataInvalid'],
  ])('A-09 refuses a root %s', async (how, code) => {
    const made = await scene()
    const before = made.repository.keys.root
    made.repository.keys.root = [testKey()]
    made.repository.versions.root = how === 'that skips a version' ? 3 : 2
    const root = await made.repository.writeRoot(how === 'that skips a version' ? before : [])
    await made.repository.write('metadata/2.root.json', root)
    const catalog = await made.open()
    expect(await codeOf(catalog.refresh(signal))).toBe(code)
    expect(made.marks.marks).toBeUndefined()
  })

  test('A-09 refuses a root that its own keys did not sign', async () => {
    const made = await scene()
    const before = made.repository.keys.root
    made.repository.keys.root = [testKey()]
    made.repository.signers.root = before
    made.repository.versions.root = 2
    await made.repository.writeRoot()
    expect(await codeOf((await made.open()).refresh(signal))).toBe('signatureInvalid')
  })

  test('keeps to a root seen once, even when the rest could not be had then', async () => {
    const made = await scene()
    await made.repository.rotate(['timestamp'])
    expect(await codeOf((await made.open()).refresh(signal))).toBe('signatureInvalid')
    await rm(join(made.repository.directory, 'metadata', '2.root.json'))
    expect(await codeOf((await made.open()).refresh(signal))).toBe('metadataRolledBack')
  })

  test('A-10 stops at 256 new roots', async () => {
    const made = await scene()
    for (let version = 2; version <= 260; version += 1) await made.repository.rotate([])
    expect(await codeOf((await made.open()).refresh(signal))).toBe('limitExceeded')
  }, 30_000)
})
