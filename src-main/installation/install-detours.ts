import type { Assembled } from './assembler'
import type { InstallDetour } from './install-request'

/** What {@link installDetours} goes by. */
export interface DetourFacts {
  readonly index: { readonly bytesReceived: number; readonly transferBytes: number }
  /** Whether another version of the pack was installed. */
  readonly hadBase: boolean
  readonly assembled: Pick<Assembled, 'plan' | 'doubts'>
  readonly bytesWasted: number
}

/** Why an installation was not the cheapest one; empty when it was. */
export function installDetours({
  index,
  hadBase,
  assembled: { plan, doubts },
  bytesWasted,
}: DetourFacts): readonly InstallDetour[] {
  const { bytesReused, installedBytes } = plan.totalsFromStart
  const applies: Readonly<Record<InstallDetour, boolean>> = {
    indexWhole: index.bytesReceived > index.transferBytes,
    damagedFiles: doubts.damagedSources.size > 0,
    installedUnused: !doubts.useInstalled,
    nothingInCommon: hadBase && doubts.useInstalled && bytesReused === 0 && installedBytes > 0,
    fetchedAgain: bytesWasted > 0,
  }
  return (Object.keys(applies) as InstallDetour[]).filter((detour) => applies[detour])
}
