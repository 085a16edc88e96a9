import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { serveCounting, type CountingServer } from './counting-server'
import { recordFileCalls, runWithFault, type Recording } from './file-calls'
import * as oracle from './oracle'
import { addGarbage, damageVersion1, scenarios, type Scenario, type Start } from './scenarios'
import {
  acknowledgementsOf,
  ResidentSubject,
  runSubject,
  type EndedSubject,
  type SubjectOptions,
} from './subject-run'
import { packID, publishWorld, type Content, type World } from './world'

/** One run with a fault: a container of its own, a host of its own, something beside it that nobody may touch. */
export interface Trial {
  readonly scenario: Scenario
  readonly directory: string
  readonly options: SubjectOptions
  readonly server: CountingServer
  readonly before: oracle.ContainerFacts | undefined
  readonly isOnDiskOfItsOwn: boolean
  /** Of a version that is damaged to begin with. */
  readonly damaged: oracle.Tree | undefined
}

/** Where a trial is, when not at full speed in a folder of its own. */
interface Place {
  readonly bytesPerSecond?: number
  readonly containerParent?: string
}

/** A world, containers to start from, and trials in copies of them. */
export class Laboratory {
  readonly world: World
  readonly #starts = new Map<Start, Promise<string>>()
  readonly #recordings = new Map<string, Recording>()
  readonly #residents: ResidentSubject[] = []
  /** Bundle bytes that each scenario fetches when nothing happens. */
  readonly #cleanBytes = new Map<string, number>()

  private constructor(world: World) {
    this.world = world
  }

  /** Publishes the versions. */
  static async open(versions: readonly Content[]): Promise<Laboratory> {
    return new Laboratory(await publishWorld(versions))
  }

  close(): void {
    for (const resident of this.#residents) resident.close()
    this.world.remove()
  }

  /** A fresh copy of what the scenario starts with. */
  async begin(scenario: Scenario, { bytesPerSecond, containerParent }: Place = {}): Promise<Trial> {
    const directory = mkdtempSync(join(this.world.directory, 'trial-'))
    const container = join(containerParent ?? directory, 'container')
    const folder = scenario.moves === true ? { folder: oldFolder } : {}
    const home = join(container, folder.folder ?? '')
    const start = await this.#start(scenario.start)
    if (start !== undefined) cpSync(start, home, { recursive: true, preserveTimestamps: true })
    mkdirSync(join(directory, 'canary'))
    writeFileSync(join(directory, 'canary/file.txt'), 'not yours')
    const server = await serveCounting(this.world.repository(scenario.offered), { bytesPerSecond })
    const root = join(this.world.repository(1), 'metadata/root.json')
    return {
      scenario,
      directory,
      options: { container, ...folder, url: server.url, root, actions: scenario.actions },
      server,
      isOnDiskOfItsOwn: containerParent !== undefined,
      damaged:
        scenario.start === 'version 1 damaged' ? oracle.treeOf(join(home, 'packs', packID, '1')) : undefined,
      before: start === undefined ? undefined : oracle.readContainer(home, directory),
    }
  }

  async end({ directory, server }: Trial): Promise<void> {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }

  /** Every call by which a scenario touches its container. */
  async record(scenario: Scenario): Promise<Recording> {
    const known = this.#recordings.get(scenario.name)
    if (known !== undefined) return known
    const trial = await this.begin(scenario)
    const recording = await recordFileCalls(trial.options, trial.directory)
    if (!isDone(recording.ended))
      throw new Error(`${scenario.name} fails: ${JSON.stringify(recording.ended)}`)
    this.#cleanBytes.set(scenario.name, trial.server.bundleBytes)
    await this.end(trial)
    this.#recordings.set(scenario.name, recording)
    return recording
  }

  /** Notes what the scenario fetches when nothing happens, and how long it takes. */
  async measure(scenario: Scenario, place: Place): Promise<number> {
    const trial = await this.begin(scenario, place)
    const began = performance.now()
    await runSubject(trial.options)
    this.#cleanBytes.set(scenario.name, trial.server.bundleBytes)
    await this.end(trial)
    return performance.now() - began
  }

  /** I1, I2, I4, I6, I8 as a fault has left them: nobody has opened the container since. */
  judgeFault(trial: Trial, ended: EndedSubject): readonly string[] {
    const container = this.placeOf(trial)
    const facts = oracle.readContainer(container, trial.directory)
    const active = facts.active.get(packID)
    const said = [...ended.words.flatMap(({ unhandled }) => unhandled ?? []), ended.stderr]
    return [
      ...this.#judgeVersions(trial, facts, ended),
      ...oracle.brokenPromises(facts, trial.before, acknowledgementsOf(ended)),
      ...(trial.scenario.allowed.includes(active) ? [] : [`I1: version ${String(active)} is active`]),
      ...(trial.scenario.actions.includes('remove')
        ? []
        : oracle.lostVersions(container, facts, trial.before, this.world.published)),
      ...said.filter((text) => text !== '').map((text) => `I8: ${text}`),
      ...brokenMoves(trial, container, ended),
      ...this.#judgeSurroundings(trial),
    ]
  }

  /** Starts again as a user would, lets it come to its end, and judges that: I1 to I8. */
  async judgeNextStart(trial: Trial, slackBytes: number): Promise<readonly string[]> {
    const { options, scenario, server } = trial
    const facts = oracle.readContainer(this.placeOf(trial), trial.directory)
    const placed = this.#placedBytes(trial)
    const sentBefore = server.bundleBytes
    const again = { ...options, actions: [...options.actions, 'start'], life: 2 }
    const ended = await this.#live(again, trial.isOnDiskOfItsOwn)
    const sent = server.bundleBytes - sentBefore
    const needed = Math.max(0, (this.#cleanBytes.get(scenario.name) ?? 0) - placed) + slackBytes
    return [
      ...(sent <= needed ? [] : [`I5: ${sent} bytes came again, ${needed} were missing`]),
      ...this.judgeEnd({ ...trial, before: facts }, ended),
      ...ended.words.flatMap(({ complaint }) => (complaint === undefined ? [] : [`I8: ${complaint}`])),
    ]
  }

  async #live(options: SubjectOptions, isOnDiskOfItsOwn: boolean): Promise<EndedSubject> {
    // libsql holds files for a while after it has closed them, and a disk in use cannot be taken away.
    return isOnDiskOfItsOwn ? runSubject(options) : this.runResident(options)
  }

  /** A life in a process that has had others: what is true of it is true of a process of its own, in a quarter of the time. */
  readonly runResident: typeof runSubject = async (options, watcher) => {
    const resident = this.#residents.pop() ?? new ResidentSubject()
    const ended = await resident.run(options, watcher)
    if (resident.isFit) this.#residents.push(resident)
    else resident.close()
    return ended
  }

  /** What must be true when a scenario has come to its end, garbage collection included. */
  judgeEnd(trial: Trial, ended: EndedSubject): readonly string[] {
    const { options, scenario } = trial
    const container = this.placeOf(trial)
    const facts = oracle.readContainer(container, trial.directory)
    const active = facts.active.get(packID)
    const wanted = ended.words.some(({ ack }) => ack === 'paused') ? [] : oracle.leftovers(facts)
    return [
      ...(isDone(ended) ? [] : [`I8: the next start ended with ${summaryOf(ended)}`]),
      ...oracle.tornVersions(container, facts, this.world.published),
      ...oracle.brokenPromises(facts, trial.before, acknowledgementsOf(ended)),
      ...(active === scenario.final ? [] : [`I1: version ${String(active)} is active in the end`]),
      ...wanted,
      ...brokenMoves(trial, container, ended),
      ...(scenario.moves === true ? oracle.leftBehind(otherFolder(options, container)) : []),
      ...this.#judgeSurroundings(trial),
    ]
  }

  /** I1. Damage from before may be there until the repair has said that it is gone. */
  #judgeVersions(trial: Trial, facts: oracle.ContainerFacts, ended: EndedSubject): readonly string[] {
    const { published } = this.world
    const { damaged } = trial
    const container = this.placeOf(trial)
    if (damaged === undefined || ended.words.some(({ ack }) => ack === 'repaired'))
      return oracle.tornVersions(container, facts, published)
    const right = published.get(packID)?.get(1) ?? {}
    return oracle.worsened(join(container, 'packs', packID, '1'), damaged, right)
  }

  /** I6. */
  #judgeSurroundings({ directory }: Trial): readonly string[] {
    const beside = readdirSync(directory).filter((name) => name !== 'container')
    const canary = JSON.stringify(oracle.treeOf(join(directory, 'canary')))
    const isUntouched =
      beside.join() === 'canary' && canary.startsWith('{"file.txt":') && canary.length === 79
    return isUntouched ? [] : [`I6: beside the container: ${beside.join(', ')}, ${canary}`]
  }

  /** Where the container is by now. */
  placeOf({ options: { container, folder } }: Trial): string {
    return folder === undefined ? container : oracle.placeOf(join(container, folder), this.world.directory)
  }

  #placedBytes(trial: Trial): number {
    const { scenario } = trial
    const old = scenario.start === 'nothing' ? undefined : this.world.source(1)
    return oracle.placedBytes(this.placeOf(trial), packID, this.world.source(scenario.offered), old)
  }

  /** The container to copy; made when it is asked for the first time. */
  async #start(start: Start): Promise<string | undefined> {
    if (start === 'nothing') return undefined
    const made = this.#starts.get(start) ?? this.#make(start)
    this.#starts.set(start, made)
    return made
  }

  async #make(start: Exclude<Start, 'nothing'>): Promise<string> {
    switch (start) {
      case 'version 1':
        return this.#keep(start, scenarioNamed('install'))
      case 'version 1 damaged': {
        const container = await this.#keep(start, scenarioNamed('install'))
        damageVersion1(container)
        return container
      }
      case 'version 2':
        return this.#keep(start, scenarioNamed('update'))
      case 'version 2 among garbage': {
        const container = await this.#keep(start, scenarioNamed('update'))
        addGarbage(container, (await this.#start('version 1')) ?? '')
        return container
      }
      case 'half switched':
        return this.#makeHalfSwitched()
    }
  }

  /** A container in which that has been done. */
  async #keep(name: string, scenario: Scenario): Promise<string> {
    const trial = await this.begin(scenario)
    const ended = await runSubject({ ...trial.options, actions: [...scenario.actions, 'start'], life: 1 })
    if (!isDone(ended)) throw new Error(`${scenario.name} fails: ${summaryOf(ended)}`)
    const kept = join(this.world.directory, name)
    cpSync(trial.options.container, kept, { recursive: true, preserveTimestamps: true })
    await this.end(trial)
    return kept
  }

  /** The start that only a death can make: the new version is in its place, and not yet the active one. */
  async #makeHalfSwitched(): Promise<string> {
    const update = scenarioNamed('update')
    const { calls, paths } = await this.record(update)
    const rename = calls.findIndex(({ path }) => path === '/staging/maps/2/files → /packs/maps/2')
    const call = calls[rename + 1]
    if (rename < 0 || call === undefined)
      throw new Error('An update does not move its files into their place.')
    const trial = await this.begin(update)
    await runWithFault(trial.options, { call, paths }, { kind: 'kill' })
    const kept = join(this.world.directory, 'half-switched')
    cpSync(trial.options.container, kept, { recursive: true, preserveTimestamps: true })
    await this.end(trial)
    if (oracle.readContainer(kept, this.world.directory).openSwitches !== 1)
      throw new Error('The journal does not name the switch.')
    return kept
  }
}

/** Where a container that moves is at first, and where it moves. */
const [oldFolder, newFolder] = ['old', 'new']

function otherFolder({ container }: SubjectOptions, place: string): string {
  return join(container, basename(place) === oldFolder ? newFolder : oldFolder)
}

/** I2 for moves. One that went to and fro may be on its way back. */
function brokenMoves({ scenario }: Trial, place: string, ended: EndedSubject): readonly string[] {
  const hasMoved = ended.words.some(({ ack }) => ack === 'moved')
  const isLast = !scenario.actions.includes('moveToAndFro')
  return hasMoved && isLast && basename(place) === oldFolder ? ['I2: it moved, and is where it was'] : []
}

/** The scenario of that name. */
export function scenarioNamed(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`)
  return scenario
}

/** Whether it came to its end, and its last word says so. */
export function isDone(ended: EndedSubject): boolean {
  return ended.code === 0 && ended.words.at(-1)?.ack === 'done'
}

/** How it ended, in short. */
export function summaryOf({ code, signal, words, stderr }: EndedSubject): string {
  return `${String(code ?? signal)} ${JSON.stringify(words.slice(-3))} ${stderr}`.slice(0, 600)
}

/** The inode of a file of the container; `undefined` when there is none, or a folder, which the disk's journal keeps. */
export function inodeOf({ options }: Trial, path: string): number | undefined {
  const found = statSync(join(options.container, path), { throwIfNoEntry: false })
  return found?.isFile() === true ? found.ino : undefined
}
