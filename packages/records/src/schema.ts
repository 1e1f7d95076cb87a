/**
 * The tables of the two indexes. They are derived and disposable: a change here raises `indexVersion` and the index is rebuilt.
 *
 * [Note: Conditions of indexes] No index has a condition that compares a column with a constant. SQLite would plan every statement that
 * compares the same column with a parameter anew whenever the parameter changes, to see whether the index helps: 20 µs instead of 3.
 */
export const indexVersion = 20

const shared = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
-- How much of each log is folded, and how much of it folded entries say that their devices had seen.
CREATE TABLE applied (log TEXT PRIMARY KEY, size INTEGER NOT NULL, claimed INTEGER NOT NULL) STRICT;
CREATE TABLE unknown_change (entry TEXT NOT NULL, type TEXT NOT NULL) STRICT;
-- Erasures that this index has followed.
CREATE TABLE erasure_followed (entry TEXT PRIMARY KEY) STRICT;
-- Who was told of what is in quarantine.
CREATE TABLE quarantine_note (
  entry TEXT NOT NULL, quarantine TEXT NOT NULL, told TEXT NOT NULL, day TEXT NOT NULL, reference TEXT, note TEXT, at TEXT NOT NULL,
  member TEXT NOT NULL, PRIMARY KEY (quarantine, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE custody (
  entry TEXT NOT NULL, ordinal INTEGER NOT NULL, did TEXT NOT NULL, kind TEXT NOT NULL, object TEXT, text TEXT,
  at TEXT NOT NULL, last TEXT NOT NULL, times INTEGER NOT NULL, member TEXT NOT NULL, PRIMARY KEY (entry, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE act (
  entry TEXT PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, opens TEXT NOT NULL, team TEXT,
  until TEXT NOT NULL, alone INTEGER NOT NULL, request TEXT, proposal TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE TABLE act_answer (
  entry TEXT NOT NULL, proposal TEXT NOT NULL, answer TEXT NOT NULL, note TEXT, at TEXT NOT NULL, member TEXT NOT NULL,
  PRIMARY KEY (proposal, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE act_done (
  entry TEXT NOT NULL, proposal TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL, PRIMARY KEY (proposal, entry)
) STRICT, WITHOUT ROWID;
`

const albumTables = `
CREATE TABLE phone (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, sign_key TEXT NOT NULL, recipient TEXT NOT NULL, office_seed TEXT NOT NULL,
  entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE TABLE phone_revoked (entry TEXT PRIMARY KEY, phone TEXT NOT NULL, reason TEXT, at TEXT NOT NULL, member TEXT NOT NULL) STRICT;
CREATE TABLE album_age (entry TEXT PRIMARY KEY, years INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL) STRICT;
CREATE TABLE album (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, phone TEXT NOT NULL, until TEXT NOT NULL, show_names INTEGER NOT NULL,
  consent_text TEXT NOT NULL, person TEXT, act TEXT, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX album_phone ON album (phone);
-- Whom an album shows: what may be shown of them is asked at every manifest (AL19).
CREATE TABLE album_picture (
  album TEXT NOT NULL, picture TEXT NOT NULL, person TEXT NOT NULL, photo TEXT NOT NULL, key TEXT NOT NULL, blob TEXT NOT NULL, sha256 TEXT NOT NULL,
  size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, agreed INTEGER NOT NULL, PRIMARY KEY (album, picture)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_picture_person ON album_picture (person);
CREATE TABLE album_ended (entry TEXT PRIMARY KEY, album TEXT NOT NULL, reason TEXT, at TEXT NOT NULL, member TEXT NOT NULL) STRICT;
CREATE TABLE session_event (
  phone TEXT NOT NULL, session TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, picture TEXT, person TEXT, hash TEXT NOT NULL,
  claimed TEXT NOT NULL, what TEXT NOT NULL, bytes TEXT NOT NULL, signature TEXT NOT NULL,
  entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL, PRIMARY KEY (session, phone, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_event_person ON session_event (person);
CREATE TABLE session_received (
  entry TEXT PRIMARY KEY, phone TEXT NOT NULL, session TEXT NOT NULL, have INTEGER NOT NULL, prev TEXT NOT NULL, late INTEGER NOT NULL,
  at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX session_received_session ON session_received (session);
CREATE TABLE session_file (
  phone TEXT NOT NULL, session TEXT NOT NULL, file TEXT NOT NULL, seq INTEGER NOT NULL, person TEXT, blob TEXT NOT NULL, sha256 TEXT NOT NULL,
  size INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL, PRIMARY KEY (session, phone, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE session_fork (
  entry TEXT PRIMARY KEY, phone TEXT NOT NULL, session TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
  at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
-- For which team an album was made; to which a session is sealed. Of a sealed one no row holds what was said (rule R99).
CREATE TABLE album_team (album TEXT PRIMARY KEY, team TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE session_sealed (
  session TEXT PRIMARY KEY, team TEXT NOT NULL, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`

export const registrySchema = `${shared}
CREATE TABLE person (id TEXT PRIMARY KEY, register TEXT, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL) STRICT;
-- Records of people that may not be kept any longer: see follow-days.ts.
CREATE TABLE overdue (id TEXT PRIMARY KEY, register TEXT, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL) STRICT;
CREATE TABLE person_value (
  person TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
  log TEXT NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL,
  PRIMARY KEY (person, field, id, log, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_value_until ON person_value (json_extract(value, '$.until')) WHERE json_extract(value, '$.until') IS NOT NULL;
-- Who says a value, why it was entered, and which place its words are taken to mean, where that is known; current or past.
CREATE TABLE value_note (
  person TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, log TEXT NOT NULL, position INTEGER NOT NULL,
  said TEXT, why TEXT, chosen TEXT, located TEXT, PRIMARY KEY (person, field, id, log, position)
) STRICT, WITHOUT ROWID;
-- Values that others have replaced, and (with value NULL) that somebody took a value back.
CREATE TABLE past_value (
  person TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, value TEXT,
  log TEXT NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL,
  PRIMARY KEY (person, field, id, log, position)
) STRICT, WITHOUT ROWID;
-- Whom the current relatives of a person lead to, so that both pages show it.
CREATE TABLE kin_link (
  other TEXT NOT NULL, person TEXT NOT NULL, id TEXT NOT NULL, log TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (other, person, id, log, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE authority (
  id TEXT PRIMARY KEY, made TEXT NOT NULL, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
-- What somebody says is wrong in the record of a person; 'part' is what it is erased with.
CREATE TABLE challenge (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, part TEXT NOT NULL, field TEXT, value_id TEXT, about TEXT, by_whom TEXT NOT NULL,
  capacity TEXT NOT NULL, text TEXT NOT NULL, date TEXT, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX challenge_person ON challenge (person);
CREATE TABLE challenge_answer (
  challenge TEXT NOT NULL, outcome TEXT NOT NULL, why TEXT NOT NULL, log TEXT NOT NULL, position INTEGER NOT NULL,
  at TEXT NOT NULL, member TEXT NOT NULL, current INTEGER NOT NULL, PRIMARY KEY (challenge, log, position)
) STRICT, WITHOUT ROWID;
-- What people decided about two records; of one joined with others, which record stands for all of them in lists.
CREATE TABLE pair_decision (
  pair TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT, log TEXT NOT NULL, position INTEGER NOT NULL,
  at TEXT NOT NULL, member TEXT NOT NULL, current INTEGER NOT NULL, PRIMARY KEY (pair, log, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_decision_a ON pair_decision (a);
CREATE INDEX pair_decision_b ON pair_decision (b);
CREATE TABLE joined (person TEXT PRIMARY KEY, head TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX joined_head ON joined (head);
-- Derived: two records that may be one person's, and what speaks for it.
CREATE TABLE proposal (
  pair TEXT PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, band TEXT NOT NULL, odds REAL NOT NULL, relatives INTEGER NOT NULL, parts TEXT NOT NULL
) STRICT;
CREATE INDEX proposal_a ON proposal (a);
CREATE INDEX proposal_b ON proposal (b);
CREATE TABLE person_photo_hash (
  person TEXT NOT NULL, photo TEXT NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
  pdqs BLOB, quality INTEGER, width INTEGER, height INTEGER, PRIMARY KEY (person, photo)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, by_whom TEXT NOT NULL, date TEXT, place TEXT, located TEXT,
  lead TEXT, item TEXT, answer TEXT, session TEXT, seq INTEGER, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX statement_person ON statement (person);
CREATE TABLE consent (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, given_by TEXT NOT NULL, capacity TEXT, text TEXT, scopes TEXT NOT NULL, purposes TEXT NOT NULL,
  recipients TEXT NOT NULL, until TEXT, note TEXT, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent (person);
CREATE TABLE consent_withdrawal (
  consent TEXT NOT NULL, by_whom TEXT, capacity TEXT, reason TEXT, entry TEXT PRIMARY KEY, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE TABLE consent_refusal (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, given_by TEXT NOT NULL, capacity TEXT NOT NULL, purposes TEXT NOT NULL, text TEXT, note TEXT,
  log TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL
) STRICT;
CREATE INDEX consent_refusal_person ON consent_refusal (person);
-- Which refusals the device had seen that wrote down a consent.
CREATE TABLE refusal_seen (consent TEXT NOT NULL, refusal TEXT NOT NULL, PRIMARY KEY (consent, refusal)) STRICT, WITHOUT ROWID;
CREATE TABLE register_import (
  sha256 TEXT NOT NULL, entry TEXT PRIMARY KEY, register TEXT NOT NULL, blob TEXT NOT NULL, rows INTEGER NOT NULL, at TEXT NOT NULL, mapping TEXT NOT NULL,
  list TEXT, header TEXT
) STRICT;
-- Which rows of tables said something about whom, without what they said.
CREATE TABLE person_row (
  digest TEXT NOT NULL, part TEXT NOT NULL, person TEXT NOT NULL, register TEXT NOT NULL, PRIMARY KEY (digest, part, person, register)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_row_person ON person_row (person);
CREATE INDEX consent_withdrawal_consent ON consent_withdrawal (consent);
${albumTables}`

export const evidenceSchema = `${shared}
-- Behind which source somebody protected stands, and the entry with the name until that is erased.
CREATE TABLE informant (id TEXT PRIMARY KEY, source TEXT, entry TEXT) STRICT;
CREATE INDEX informant_source ON informant (source);
CREATE TABLE source (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, from_whom TEXT, how TEXT NOT NULL, note TEXT, legal_basis TEXT,
  items_count INTEGER NOT NULL, items_root TEXT NOT NULL, list_blob TEXT NOT NULL,
  entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL, derived INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE item (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, position INTEGER NOT NULL, record TEXT NOT NULL, path TEXT NOT NULL,
  size INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, format TEXT, container TEXT, same_as TEXT,
  anomalies TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX item_source ON item (source, position);
CREATE INDEX item_sha256 ON item (sha256);
-- Items that were erased: their leaves, so that the others of the source stay provable.
CREATE TABLE erased_item (source TEXT NOT NULL, position INTEGER NOT NULL, leaf TEXT NOT NULL, PRIMARY KEY (source, position)) STRICT, WITHOUT ROWID;
-- Items whose bytes, or those of their archive, are in quarantine.
CREATE TABLE quarantined_item (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE refused (source TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX refused_source ON refused (source);
CREATE TABLE chat (
  id INTEGER PRIMARY KEY, item TEXT NOT NULL, source TEXT NOT NULL, number INTEGER NOT NULL, name TEXT, type TEXT,
  -- Counted once, when the source is derived: counting half a million messages for every page takes seconds.
  messages INTEGER NOT NULL DEFAULT 0, service INTEGER NOT NULL DEFAULT 0, unsupported INTEGER NOT NULL DEFAULT 0,
  earliest_ms INTEGER, latest_ms INTEGER,
  UNIQUE (item, number)
) STRICT;
CREATE INDEX chat_source ON chat (source);
CREATE TABLE message (
  id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, seq INTEGER NOT NULL, native_id TEXT, kind TEXT NOT NULL,
  sender TEXT, sender_id TEXT, text TEXT NOT NULL, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
  raw_time TEXT, local_time TEXT, time_precision TEXT, earliest_ms INTEGER, latest_ms INTEGER, basis TEXT NOT NULL, clock TEXT NOT NULL,
  details TEXT
) STRICT;
-- The item stands in the chat: its id in each row and in an index was a quarter of what an import of messages wrote.
CREATE UNIQUE INDEX message_place ON message (chat, seq);
CREATE TABLE attachment (message INTEGER NOT NULL, path TEXT NOT NULL, status TEXT NOT NULL, item TEXT) STRICT;
CREATE INDEX attachment_message ON attachment (message);
CREATE INDEX attachment_item ON attachment (item);
CREATE VIRTUAL TABLE message_words USING fts5 (text, sender, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE photo (
  sha256 TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT, pdq BLOB, quality INTEGER, width INTEGER, height INTEGER
) STRICT;
CREATE TABLE lead (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, person_photo TEXT NOT NULL, photo_sha256 TEXT NOT NULL, item TEXT NOT NULL, item_sha256 TEXT NOT NULL,
  distance INTEGER NOT NULL, variant TEXT NOT NULL, person_quality INTEGER NOT NULL, item_quality INTEGER NOT NULL
) STRICT;
CREATE INDEX lead_person ON lead (person);
CREATE INDEX lead_item ON lead (item_sha256);
CREATE TABLE decision (
  lead TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL, decision TEXT NOT NULL, note TEXT, log TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL,
  current INTEGER NOT NULL, PRIMARY KEY (lead, log, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE package (
  id TEXT PRIMARY KEY, recipient TEXT NOT NULL, purpose TEXT NOT NULL, blob TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  items TEXT NOT NULL, persons TEXT NOT NULL, consents TEXT NOT NULL, withheld INTEGER NOT NULL, form TEXT NOT NULL, entry TEXT NOT NULL, at TEXT NOT NULL, member TEXT NOT NULL,
  -- Whether this vault's own copy was erased with somebody who is in it.
  erased INTEGER NOT NULL DEFAULT 0
) STRICT;
`
