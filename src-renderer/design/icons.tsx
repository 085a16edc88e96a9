import {
  ArrowUpCircle,
  CheckCircle2,
  Clock3,
  CloudDownload,
  Download,
  History,
  PackageCheck,
  PauseCircle,
  ShieldCheck,
  XCircle,
  type LucideIcon,
} from 'lucide-react'
import type { ReactElement } from 'react'
import type { PackState } from '../../src-shared/domain/pack-state'

const stateIcons: Readonly<Record<PackState, LucideIcon>> = {
  notInstalled: CloudDownload,
  waiting: Clock3,
  downloading: Download,
  verifying: ShieldCheck,
  installing: PackageCheck,
  paused: PauseCircle,
  upToDate: CheckCircle2,
  updateAvailable: ArrowUpCircle,
  failed: XCircle,
  obsolete: History,
}

/** The icon of a state; always beside its word. */
export function StateIcon({
  state,
  size = 14,
}: {
  readonly state: PackState
  readonly size?: number
}): ReactElement {
  const Icon = stateIcons[state]
  return <Icon size={size} strokeWidth={2} aria-hidden />
}

/** The product's mark: a house of three packs. */
export function ProductMark(): ReactElement {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden focusable="false">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path d="M10 3.6 16 8v1.4H4V8z" fill="var(--on-accent)" />
      <rect x="4.8" y="10.8" width="4.6" height="5.2" rx="1" fill="var(--on-accent)" />
      <rect x="10.6" y="10.8" width="4.6" height="5.2" rx="1" fill="var(--on-accent)" opacity="0.72" />
    </svg>
  )
}
