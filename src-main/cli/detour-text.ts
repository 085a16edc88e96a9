import type { InstallDetour } from '../index'

const words: Readonly<Record<InstallDetour, string>> = {
  indexWhole: 'the list of changes did not fit',
  damagedFiles: 'installed files were damaged',
  installedUnused: 'nothing that is installed could be used',
  nothingInCommon: 'this version has nothing in common with the one before',
  fetchedAgain: 'some of it came wrong and had to come again',
}

/** Why more came than had to, to be added to a line; nothing when that is not so. */
export function detourText(detours: readonly InstallDetour[]): string {
  return detours.length === 0
    ? ''
    : ` (more than needed: ${detours.map((detour) => words[detour]).join('; ')})`
}
