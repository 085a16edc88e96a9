import type { Root } from '@tufjs/models'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { TrustMarks } from './catalog'
import { onlineRoles, type OnlineRole, type VerifiedMetadata } from './metadata-update'

/** What the marks say to newly verified metadata. */
export type TrustVerdict =
  /** Nothing is older than seen before. */
  | { readonly kind: 'accepted' }
  /**
   * Something is older, but the publisher has replaced the keys of the roles that count, by a root that the old root's keys
   * vouch for: TUF's recovery from stolen keys that signed versions far ahead.
   */
  | { readonly kind: 'recovered' }

/**
 * Holds verified metadata against the high-water marks, which outlive the metadata folder.
 *
 * @throws `metadataRolledBack` naming the role and both versions.
 */
export function checkAgainstMarks(
  { versions, root, rootChain }: VerifiedMetadata,
  marks: TrustMarks | undefined,
): TrustVerdict {
  if (marks === undefined) return { kind: 'accepted' }
  if (versions.root < marks.root) throw rolledBack('root', versions.root, marks.root)
  const older = onlineRoles.filter((role) => versions[role] < marks[role])
  const [first] = older
  if (first === undefined) return { kind: 'accepted' }
  const before = rootChain.find(({ version }) => version === marks.root)
  const replaced = before !== undefined && older.every((role) => keysReplaced(before, root, role))
  if (!replaced) throw rolledBack(first, versions[first], marks[first])
  return { kind: 'recovered' }
}

// A holder of stolen snapshot or timestamp keys can name any version of the roles below, so either replacement counts.
function keysReplaced(before: Root, after: Root, role: OnlineRole): boolean {
  const counting: readonly OnlineRole[] =
    role === 'targets' ? ['snapshot', 'targets'] : ['timestamp', 'snapshot']
  return counting.some((name) => {
    const old = new Set(before.roles[name]?.keyIDs)
    return after.roles[name]?.keyIDs.every((id) => !old.has(id)) === true
  })
}

function rolledBack(role: string, offered: number, seen: number): AssetPackError {
  return new AssetPackError(
    'metadataRolledBack',
    `The repository offers ${role} version ${String(offered)}, but ${String(seen)} was seen before.`,
    { details: { role, offered, seen } },
  )
}

/** The time that expiry is judged by: a clock that was set back does not revive what has expired. */
export function effectiveTime(now: number, marks: TrustMarks | undefined): number {
  return Math.max(now, marks?.lastSeen ?? 0)
}
