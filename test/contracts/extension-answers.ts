import { stat } from 'node:fs/promises'
import { aPack } from '../support/pack-builder'
import { extensionCase, type ExtensionCase } from './extension-host-cases'
import { equal } from './transport-cases'

/** How an extension is loaded, asked and heard. */
export const extensionAnswers: readonly ExtensionCase[] = [
  extensionCase('hands the code a real asset pack and takes its answer', async (subject) => {
    await subject.load(`export default {
      wanted: 'AssetPack(id: "old", version: 3) prefetch 2',
      shouldDownload(pack) {
        return \`\${pack} \${pack.policy.kind} \${pack.userInfo.abi}\` === this.wanted && pack.equals(pack)
      },
    }`)
    const facts = {
      version: 3,
      policy: { kind: 'prefetch', installationEventTypes: ['firstInstallation'] },
    } as const
    const packs = [
      aPack({ ...facts, id: 'old', userInfo: { abi: 2 } }),
      aPack({ ...facts, id: 'new', userInfo: { abi: 3 } }),
    ]
    equal([await subject.declined(packs), subject.failures], [['new'], []], 'declined')
  }),

  extensionCase(
    'takes an export of that name, a CommonJS module and what a compiler made of one',
    async (subject) => {
      const declined: unknown[] = []
      for (const [name, text] of [
        ['named.mjs', 'export const shouldDownload = async ({ id }) => id !== "a"'],
        ['plain.cjs', 'module.exports = { shouldDownload: ({ id }) => id !== "a" }'],
        [
          'compiled.cjs',
          'exports.__esModule = true; exports.default = { shouldDownload: ({ id }) => id !== "a" }',
        ],
      ] as const) {
        await subject.load(text, name)
        declined.push(await subject.declined(['a', 'b']))
        await subject.extension.close()
      }
      equal([declined, subject.failures], [[['a'], ['a'], ['a']], []], 'declined')
    },
  ),

  extensionCase('has nothing against anything when it says nothing', async (subject) => {
    await subject.load('export default {}')
    equal([await subject.declined(['a']), subject.failures], [[], []], 'declined')
  }),

  extensionCase('answers for hundreds in one run, a few at a time', async (subject) => {
    // Eight wait for each other: fewer at a time would wait for ever.
    await subject.load(`let waiting = [], most = 0
      export async function shouldDownload({ id }) {
        await new Promise((resolve) => {
          if (waiting.push(resolve) === 8) setImmediate(release)
        })
        if (id === 'p295') console.log(most)
        return Number(id.slice(1)) % 3 !== 0
      }
      function release() {
        most = Math.max(most, waiting.length)
        for (const resolve of waiting.splice(0)) resolve()
      }`)
    const ids = Array.from({ length: 296 }, (_, index) => `p${String(index)}`)
    const declined = await subject.declined(ids)
    equal(
      [declined.length, declined.every((id) => Number(id.slice(1)) % 3 === 0), subject.host.runs.length],
      [99, true, 1],
      'declined',
    )
    equal(await subject.logged('stdout'), ['8'], 'most at a time')
  }),

  extensionCase(
    'is not started before it is asked, and ended when nobody has asked for a while',
    async (subject) => {
      await subject.load('export default { shouldDownload: () => false }')
      const runs = [subject.host.runs.length]
      await subject.declined(['a'])
      await subject.clock.advance(9_999)
      await subject.declined(['b'])
      runs.push(subject.host.runs.length)
      await subject.clock.advance(10_000)
      equal(await subject.declined(['c']), ['c'], 'declined')
      runs.push(subject.host.runs.length)
      const notes = await subject.logged('host')
      equal([runs, subject.clock.pendingTimers], [[0, 1, 2], 0], 'runs')
      const run = ['The extension was started.', 'The extension was ended.']
      equal(notes, [...run, ...run], 'notes')
    },
  ),

  extensionCase('keeps what is printed in a log of its own, line by line', async (subject) => {
    await subject.load(`export default { shouldDownload: ({ id }) => {
      console.log('looked at', id, '\\u001b[31m"\\n' + 'é'.repeat(5000))
      console.error('no end')
      process.stderr.write('of the line')
      return true
    } }`)
    await subject.declined(['a'])
    equal(
      [await subject.logged('stdout'), await subject.logged('stderr')],
      [
        ['looked at a \u001b[31m"', 'é'.repeat(4096), 'é'.repeat(904)],
        ['no end', 'of the line'],
      ],
      'log',
    )
  }),

  extensionCase('keeps the newest of what is printed, in two files of a bounded size', async (subject) => {
    await subject.load(`export default { shouldDownload: async () => {
      for (let line = 0; line < 20000; line += 1) console.log('line ' + line + ' ' + 'x'.repeat(90))
      await new Promise((resolve) => process.stdout.write('', resolve))
      return true
    } }`)
    await subject.declined(['a'])
    const last = (await subject.logged('stdout')).at(-1)?.slice(0, 10)
    const sizes = await Promise.all(
      ['', '.1'].map(async (ending) => (await stat(subject.logPath + ending)).size),
    )
    equal([last, sizes.map((size) => size > 0 && size <= 262_144)], ['line 19999', [true, true]], 'log')
  }),
]
