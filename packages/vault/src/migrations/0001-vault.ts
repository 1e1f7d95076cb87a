/** The tables of vault format 1 (docs/spec/vault.md, rules V4 to V7). */
export const migration0001 = `
CREATE TABLE log (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  vkey TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  log INTEGER NOT NULL REFERENCES log (number),
  position INTEGER NOT NULL CHECK (position >= 0),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),
  PRIMARY KEY (log, position)
) STRICT;

-- The second byte of an entry is its kind, the next sixteen are its compartment (docs/spec/entry.md).
CREATE INDEX entry_keys ON entry (log, position) WHERE substr(bytes, 2, 1) = x'01';
CREATE INDEX entry_compartment ON entry (substr(bytes, 3, 16), log, position);

CREATE TABLE tile (
  log INTEGER NOT NULL REFERENCES log (number),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 63),
  tile INTEGER NOT NULL CHECK (tile >= 0),
  hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
  PRIMARY KEY (log, level, tile)
) STRICT;

-- Two different notes of one size are a fork: both are kept.
CREATE TABLE checkpoint (
  log INTEGER NOT NULL REFERENCES log (number),
  size INTEGER NOT NULL CHECK (size >= 0),
  note TEXT NOT NULL,
  PRIMARY KEY (log, size, note)
) STRICT;

CREATE TABLE blob (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
  compartment BLOB NOT NULL CHECK (length(compartment) = 16),
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  size INTEGER NOT NULL CHECK (size >= 0),
  bytes BLOB CHECK (bytes IS NULL OR length(bytes) = size)
) STRICT;
`
