import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExtensionHost } from '../../src-main/extension/extension-host'
import { AssetPackError } from '../../src-shared/domain/errors'
import { extensionCase, type ExtensionCase } from './extension-host-cases'
import { equal, failsWith } from './transport-cases'

/** Past the time of a question and of a sign of life. */
const tooLongMs = 6_000

/** A host that was bundled without the program that extensions run in. */
export function missingProgramCase(option: string, hostAt: (entry: string) => ExtensionHost): ExtensionCase {
  const name = 'lets all come when the program that it runs in is missing, and tells where that should be'
  const inner = extensionCase(name, async (subject) => {
    await subject.load('export const shouldDownload = () => false')
    const declined = await subject.declined(['a', 'b'])
    await subject.extension.close()
    const log = await readFile(subject.logPath, 'utf8')
    const isNamed = [join(subject.directory, 'nowhere.js'), option].map((word) => log.includes(word))
    equal([declined, subject.failures, isNamed], [[], ['notLoaded'], [true, true]], 'declined')
  })
  return {
    name,
    run: ({ directory }) => inner.run({ directory, host: hostAt(join(directory, 'nowhere.js')) }),
  }
}

/** What an extension can do wrong, and what comes of it. */
export const extensionFailures: readonly ExtensionCase[] = [
  extensionCase('counts what throws as yes, and tells it once for each pack', async (subject) => {
    await subject.load(`export default { shouldDownload({ id }) {
      if (id === 'a') throw new Error('broken')
      if (id === 'b') return Promise.reject(Object.create(null))
      return false
    } }`)
    const declined = [await subject.declined(['a', 'b', 'c']), await subject.declined(['a', 'c'])]
    equal(
      [declined, subject.failures],
      [
        [['c'], ['c']],
        ['threw a', 'threw b'],
      ],
      'declined',
    )
  }),

  extensionCase('counts an answer that is no boolean as yes', async (subject) => {
    await subject.load(`export default { shouldDownload({ id }) {
      return { a: undefined, b: 0, c: 'false', d: Promise.resolve(null), e: false }[id]
    } }`)
    const declined = await subject.declined(['a', 'b', 'c', 'd', 'e'])
    const told = ['a', 'b', 'c', 'd'].map((id) => `noBoolean ${id}`)
    equal([declined, [...subject.failures].sort()], [['e'], told], 'declined')
  }),

  extensionCase('lets all come when the module cannot be loaded, and tells it once', async (subject) => {
    const outcomes: unknown[] = []
    for (const [name, text] of [
      ['missing.mjs', undefined],
      ['broken.mjs', 'export default {'],
      ['other.mjs', 'export const something = true'],
      ['thrown.mjs', 'throw new Error("not today")'],
      ['ended.mjs', 'process.exit(0)'],
    ] as const) {
      await subject.load(text, name)
      outcomes.push([await subject.declined(['a', 'b']), await subject.declined(['a', 'b'])])
      await subject.extension.close()
    }
    const nothing = [[], []]
    equal(outcomes, [nothing, nothing, nothing, nothing, nothing], 'declined')
    equal(subject.failures, Array(5).fill('notLoaded'), 'failures')
  }),

  extensionCase('lets all come when loading takes too long', async (subject) => {
    await subject.load('await new Promise(() => setInterval(() => undefined, 1000)); export default {}')
    const declined = subject.declined(['a', 'b'])
    await subject.clock.advance(0)
    await subject.clock.advance(10_000)
    equal([await declined, subject.failures], [[], ['notLoaded']], 'declined')
  }),

  extensionCase(
    'ends one that is blocked by a question, whose pack may come; another run goes on',
    async (subject) => {
      await subject.load(`process.on('SIGTERM', () => undefined)
      export default { shouldDownload({ id }) {
        if (id === 'b') for (;;);
        return false
      } }`)
      const declined = subject.declined(['a', 'b', 'c'])
      await subject.host.heard('begun', 2)
      await subject.clock.advance(tooLongMs)
      equal(
        [await declined, subject.failures, subject.host.runs.length],
        [['a', 'c'], ['timedOut b'], 2],
        'declined',
      )
    },
  ),

  extensionCase(
    'ends one that never answers a question; those that waited beside it are asked again',
    async (subject) => {
      await subject.load(`export default { shouldDownload({ id }) {
      return id === 'b' ? new Promise(() => undefined) : false
    } }`)
      const declined = subject.declined(['a', 'b', 'c'])
      await subject.host.heard('answered', 2)
      await subject.clock.advance(5_000)
      equal(
        [await declined, subject.failures, subject.host.runs.length],
        [['a', 'c'], ['timedOut b'], 1],
        'declined',
      )
    },
  ),

  extensionCase('asks alone about each pack that may have ended a run', async (subject) => {
    await subject.load(`import { existsSync, writeFileSync } from 'node:fs'
      const mark = new URL('mark', import.meta.url)
      let open = 0
      export default { async shouldDownload({ id }) {
        if (existsSync(mark)) {
          open += 1
          await new Promise((resolve) => setImmediate(resolve))
          console.log(id, open)
          open -= 1
          return id !== 'a'
        }
        if (id === 'a') return new Promise(() => undefined)
        writeFileSync(mark, '')
        process.exit(3)
      } }`)
    const declined = await subject.declined(['a', 'b'])
    equal([declined, subject.failures, subject.host.runs.length], [['a'], [], 2], 'declined')
    equal(await subject.logged('stdout'), ['a 1', 'b 1'], 'open questions')
  }),

  extensionCase('replaces one that ends while it is asked', async (subject) => {
    await subject.load(`export default { shouldDownload({ id }) {
      if (id === 'a') setImmediate(() => { throw new Error('nobody catches this') })
      return id === 'a' ? new Promise(() => undefined) : false
    } }`)
    const declined = [await subject.declined(['a']), await subject.declined(['b'])]
    equal([declined, subject.failures, subject.host.runs.length], [[[], ['b']], ['died a'], 2], 'declined')
  }),

  extensionCase('replaces one that takes too much memory, and takes nothing else along', async (subject) => {
    await subject.load(`const held = []
      export default { shouldDownload({ id }) {
        if (id === 'a') for (;;) held.push(Array.from({ length: 1000 }, (_, index) => ({ index })))
        return false
      } }`)
    const declined = [await subject.declined(['a']), await subject.declined(['b'])]
    equal([declined, subject.failures, subject.host.runs.length], [[[], ['b']], ['died a'], 2], 'declined')
  }),

  extensionCase('is left alone for an hour when it was lost too often', async (subject) => {
    await subject.load(
      'export default { shouldDownload: ({ id }) => id === "good" ? false : process.exit() }',
    )
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const first = await subject.declined([...ids, 'good'])
    const runs = [subject.host.runs.length]
    const second = await subject.declined(['good'])
    await subject.clock.advance(3_600_000)
    const third = await subject.declined(['good'])
    equal([first, second, third, [...runs, subject.host.runs.length]], [[], [], ['good'], [6, 7]], 'declined')
    equal(subject.failures, [...ids.slice(0, 6).map((id) => `died ${id}`), 'suspended'], 'failures')
  }),

  extensionCase('says nothing that its program could not have said', async (subject) => {
    await subject.load(`import { parentPort } from 'node:worker_threads'
      const port = parentPort ?? process.parentPort
      export default { async shouldDownload() {
        for (const said of [null, 'loaded', { kind: 'answered', id: 0, answer: 'no' }, { kind: 'answered', id: 9, answer: false }])
          port.postMessage(said)
        return false
      } }`)
    equal([await subject.declined(['a']), subject.failures], [['a'], []], 'declined')
  }),

  extensionCase('stops asking when it is told to, and is asked anew later', async (subject) => {
    await subject.load('export default { shouldDownload({ id }) { if (id === "a") for (;;); return false } }')
    const controller = new AbortController()
    const declined = subject.declined(['a'], controller.signal)
    await subject.host.heard('begun')
    controller.abort(new AssetPackError('cancelled', 'Not any more.'))
    await failsWith('cancelled', declined)
    equal([await subject.declined(['b']), subject.failures], [['b'], []], 'declined')
  }),

  extensionCase('ends with whoever asks, in the middle of a question', async (subject) => {
    await subject.load('export default { shouldDownload() { console.log("asked"); for (;;); } }')
    const asked = [subject.declined(['a']), subject.declined(['b'])]
    await subject.host.heard('begun')
    await Promise.all([
      subject.extension.close(),
      ...asked.map((declined) => failsWith('cancelled', declined)),
    ])
    equal([subject.clock.pendingTimers, subject.host.runs.length], [0, 1], 'what is left')
    await failsWith('cancelled', subject.declined(['c']))
  }),
]
