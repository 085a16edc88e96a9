import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a container is before a scenario begins. */
export type Start =
  'nothing' | 'version 1' | 'version 1 damaged' | 'version 2' | 'version 2 among garbage' | 'half switched'

/** One thing that a subject does and that a fault may interrupt. */
export interface Scenario {
  readonly name: string
  readonly start: Start
  /** The newest version on the host. */
  readonly offered: number
  /** What it starts with lies in the folder `old` of what is watched, and `new` beside it is where it may move. */
  readonly moves?: boolean
  /** Whether `npm test` has time for all of its kill points. */
  readonly isShort?: boolean
  /** What the subject does; see subject.mjs. */
  readonly actions: readonly string[]
  /** Versions that may be the active one after a fault; `undefined` = none. */
  readonly allowed: readonly (number | undefined)[]
  /** The active version once it has been done to its end. */
  readonly final: number | undefined
}

/** Names of the moves of a container, and what the subject does for each. */
const moves = [
  ['move while open', 'moveOpen'],
  ['move while open by copies', 'moveOpenCopying'],
  ['move', 'moveClosed'],
  ['move by copies', 'moveClosedCopying'],
] as const

/** Every scenario. Another one is another row, and an action in subject.mjs where it needs one. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'install',
    isShort: true,
    start: 'nothing',
    offered: 1,
    actions: ['bring'],
    allowed: [undefined, 1],
    final: 1,
  },
  {
    name: 'update',
    isShort: true,
    start: 'version 1',
    offered: 2,
    actions: ['bring'],
    allowed: [1, 2],
    final: 2,
  },
  {
    name: 'update in low-space',
    start: 'version 1',
    offered: 2,
    actions: ['bringInLittleSpace'],
    allowed: [1, undefined, 2],
    final: 2,
  },
  {
    name: 'rollback',
    start: 'version 2',
    offered: 2,
    actions: ['rollBack'],
    allowed: [2, 1],
    final: 1,
  },
  {
    name: 'repair',
    start: 'version 1 damaged',
    offered: 1,
    actions: ['repair'],
    allowed: [1],
    final: 1,
  },
  {
    name: 'remove',
    start: 'version 1',
    offered: 1,
    actions: ['remove'],
    allowed: [1, undefined],
    final: undefined,
  },
  {
    name: 'collect',
    start: 'version 2 among garbage',
    offered: 2,
    actions: ['start'],
    allowed: [2],
    final: 2,
  },
  ...moves.map(([name, action]): Scenario => ({
    name,
    moves: true,
    start: 'version 2',
    offered: 2,
    actions: [action],
    allowed: [2],
    final: 2,
  })),
  { name: 'hold', start: 'version 1', offered: 2, actions: ['hold'], allowed: [1], final: 1 },
  { name: 'recover', start: 'half switched', offered: 2, actions: ['start'], allowed: [1, 2], final: 2 },
]

/** Puts into a container what earlier deaths and old versions may leave. */
export function addGarbage(container: string, version1: string): void {
  for (const suffix of ['', '.index', '.json'])
    cpSync(join(version1, `packs/maps/1${suffix}`), join(container, `packs/maps/7${suffix}`), {
      recursive: true,
    })
  for (const folder of ['staging/other/3/files', 'trash/grave/maps', 'merged/old'])
    mkdirSync(join(container, folder), { recursive: true })
  const files = ['staging/other/3/files/a.txt', 'trash/grave/maps/a.txt', 'merged/old/a.txt']
  for (const file of [
    ...files,
    'packs/maps/.2.json.0123456789ab.tmp',
    'metadata/.trusted-metadata.json.0123456789ab.tmp',
  ])
    writeFileSync(join(container, file), 'left behind')
}

/** Damages the installed first version in every way that a repair mends. */
export function damageVersion1(container: string): void {
  const folder = join(container, 'packs/maps/1')
  const dock = readFileSync(join(folder, 'maps/dock.bin'))
  dock[70_000] = (dock[70_000] ?? 0) ^ 1
  // The file itself: others may share it.
  rmSync(join(folder, 'maps/dock.bin'))
  writeFileSync(join(folder, 'maps/dock.bin'), dock)
  rmSync(join(folder, 'readme.txt'))
  writeFileSync(join(folder, 'extra.txt'), 'not part of it')
  mkdirSync(join(folder, 'extra folder'))
}
