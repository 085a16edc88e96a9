/** Each brings the tables from the version before to its own; the first makes them. Never changed, only added to. */
export const stateMigrations: readonly string[] = [
  `
  CREATE TABLE packs (
    key TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE switches (
    key TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE downloads (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE durable_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
  `
  CREATE TABLE kept_versions (
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    installed_at INTEGER NOT NULL,
    PRIMARY KEY (key, position)
  ) STRICT;
`,
  `
  CREATE TABLE download_history (number INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL) STRICT;
`,
]
