import type { StoredFiles } from './stored-pack'

/** What the two versions of crash tests consist of. */
export const crashVersions: Readonly<Record<1 | 2, StoredFiles>> = {
  1: { 'same.txt': 'in both', 'maps/dock.txt': 'the dock', 'only-1.txt': 'one' },
  2: {
    'same.txt': 'in both',
    'maps/dock.txt': 'the dock, rebuilt',
    'maps/harbour.txt': 'new',
    'empty.txt': '',
  },
}
