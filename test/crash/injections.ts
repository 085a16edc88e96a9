import { createHash } from 'node:crypto'
import { callName, type FileCall } from './file-calls'
import type { Scenario } from './scenarios'
import { someOf } from './settings'

/** One call that fails once, with one error. */
export interface Injection {
  readonly scenario: Scenario
  readonly call: FileCall
  /** All that the scenario touches. */
  readonly paths: readonly string[]
  readonly errno: string
  /** Whether it is the first call of its kind in the scenario: the same call of the same thread on the same file. */
  readonly isFirstOfSite: boolean
}

/** Which injections are tried. */
export interface InjectionChoice {
  /** How many; `sites`: the first call of every kind, with every error; `rest`: all that `sites` leaves out. */
  readonly errors: number | 'sites' | 'rest'
  readonly seed: number
  /** The k-th of n parts, each about as large as the others, whatever else is chosen. From 1. */
  readonly part: { readonly number: number; readonly of: number } | undefined
  readonly only: string | undefined
}

const errors = ['EIO', 'ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EMFILE']

/** What a failure names, and a person asks for again. */
export function injectionName({
  scenario,
  call,
  errno,
}: Pick<Injection, 'scenario' | 'call' | 'errno'>): string {
  return `${scenario.name} ${callName(call)} ${errno}`
}

/** Every call of a scenario with every error. */
export function injectionsOf(
  scenario: Scenario,
  { calls, paths }: { readonly calls: readonly FileCall[]; readonly paths: readonly string[] },
): readonly Injection[] {
  const sites = new Set<string>()
  return calls
    .filter((call) => !isOfSubjectItself(call))
    .flatMap((call) => {
      const site = siteOf(call)
      const isFirstOfSite = !sites.has(site)
      sites.add(site)
      return errors.map((errno) => ({ scenario, call, paths, errno, isFirstOfSite }))
    })
}

/** The subject looks how full its small disk is; the product itself touches versions in its pool and its worker only. */
function isOfSubjectItself({ thread, path }: FileCall): boolean {
  return thread === 'main' && /^\/(?:packs|staging)(?:\/|$)/.test(path)
}

/** Without what is made up for each name anew. */
function siteOf({ thread, name, path }: FileCall): string {
  return `${thread} ${name} ${path.replaceAll(/[0-9a-f]{6,}(?:-[0-9a-f]{4,})*/g, '*')}`
}

/** Those that are to be tried, the first of their kind before the others. */
export function chosenInjections(
  injections: readonly Injection[],
  { errors: wanted, seed, part, only }: InjectionChoice,
): readonly Injection[] {
  if (only !== undefined) return injections.filter((injection) => injectionName(injection) === only)
  const firsts = injections.filter(({ isFirstOfSite }) => isFirstOfSite)
  const others = injections.filter(({ isFirstOfSite }) => !isFirstOfSite)
  const mine = (all: readonly Injection[]): readonly Injection[] =>
    someOf(all, Infinity, seed).filter((each) => part === undefined || partOf(each, part.of) === part.number)
  if (wanted === 'sites') return mine(firsts)
  return wanted === 'rest' ? mine(others) : [...mine(firsts), ...mine(others)].slice(0, wanted)
}

/** By its name alone: what another recording finds besides or does not find moves no injection to another part. */
function partOf(injection: Injection, parts: number): number {
  return (createHash('sha256').update(injectionName(injection)).digest().readUInt32BE() % parts) + 1
}
