/**
 * Keys of subjects (docs/spec/erasure.md, rules ER1 to ER4). Rows are only added at the end and removed by erasing: an
 * index over random ids must not move a key to another page, because a copy would stay where it was.
 */
export const migration0002 = `
CREATE TABLE subject_key (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  compartment BLOB NOT NULL CHECK (length(compartment) = 16),
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  tag BLOB NOT NULL CHECK (length(tag) = 16),
  sealed BLOB NOT NULL CHECK (length(sealed) = 48)
) STRICT;
CREATE INDEX subject_key_tag ON subject_key (compartment, tag);

-- Erasures whose destruction was finished on this installation, by the place of their entry.
CREATE TABLE erasure_done (
  log BLOB NOT NULL CHECK (length(log) = 32),
  position INTEGER NOT NULL CHECK (position >= 0),
  PRIMARY KEY (log, position)
) STRICT;

-- Signed lists of erasures that were given when an older copy was restored (rule ER8).
CREATE TABLE erasure_list (note TEXT PRIMARY KEY NOT NULL) STRICT;
`
