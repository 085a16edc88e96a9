import { ensureTools } from '../../scripts/ensure-system-packages.mjs'
import { crashSettings } from './settings'

/** Vitest calls this once: the programs that crash tests need, where this machine lets us have them. */
export async function setup(): Promise<void> {
  await ensureTools({ strace: 'strace' })
  if (crashSettings().cuts === 0) return
  await ensureTools({ 'mkfs.ext4': 'e2fsprogs', 'mkfs.xfs': 'xfsprogs', xfs_io: 'xfsprogs' })
}
