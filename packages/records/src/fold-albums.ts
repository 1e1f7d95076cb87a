import { eventHash, fromBase64, parseEvent, sha256, toHex, utf8, type SessionEvent } from '@homeward/format'
import type { Database, OpenedEntry } from '@homeward/vault'
import type { ChangeOf, RecordChange } from './changes.ts'
import { albumChangeSchemas } from './album-changes.ts'
import { toColumn } from './column.ts'
import { refOf } from './refs.ts'
import { stripEvent, stripSession } from './seal-rows.ts'

type AlbumChange = ChangeOf<keyof typeof albumChangeSchemas>

/** Whether a change is about an album, a phone or a session. */
export function isAlbumChange(change: RecordChange): change is AlbumChange {
  return Object.hasOwn(albumChangeSchemas, change.type)
}

/** Writes what a change about albums means. Must run inside a transaction. */
export function foldAlbum(db: Database, entry: OpenedEntry, change: AlbumChange): void {
  const ref = refOf(entry)
  const { at, member } = entry
  switch (change.type) {
    case 'phone.paired':
      db.prepare(
        'INSERT OR IGNORE INTO phone (id, name, sign_key, recipient, office_seed, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ).run([change.phone, change.name, change.signKey, change.recipient, change.officeSeed, ref, at, member])
      break
    case 'phone.revoked':
      db.prepare('INSERT OR IGNORE INTO phone_revoked (entry, phone, reason, at, member) VALUES (?, ?, ?, ?, ?)').run([
        ref,
        change.phone,
        change.reason ?? null,
        at,
        member,
      ])
      break
    case 'album.age-set':
      db.prepare('INSERT OR IGNORE INTO album_age (entry, years, at, member) VALUES (?, ?, ?, ?)').run([
        ref,
        change.years,
        at,
        member,
      ])
      break
    case 'album.made':
      madeAlbum(db, entry, change)
      break
    case 'album.pictured':
      db.prepare(
        'INSERT OR IGNORE INTO album_picture (album, picture, person, photo, key, blob, sha256, size, width, height, agreed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ).run([
        change.album,
        change.picture,
        change.person,
        change.photo,
        change.key,
        change.blob,
        change.sha256,
        change.size,
        change.width,
        change.height,
        change.agreed === true ? 1 : 0,
      ])
      break
    case 'album.team':
      db.prepare('INSERT OR IGNORE INTO album_team (album, team) VALUES (?, ?)').run([change.album, change.team])
      break
    case 'album.ended':
      db.prepare('INSERT OR IGNORE INTO album_ended (entry, album, reason, at, member) VALUES (?, ?, ?, ?, ?)').run([
        ref,
        change.album,
        change.reason ?? null,
        at,
        member,
      ])
      break
    default:
      foldSession(db, entry, change)
  }
}

function madeAlbum(db: Database, entry: OpenedEntry, change: ChangeOf<'album.made'>): void {
  db.prepare(
    'INSERT OR IGNORE INTO album (id, kind, title, phone, until, show_names, consent_text, person, act, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.album,
    change.kind,
    change.title,
    change.phone,
    change.until,
    change.showNames ? 1 : 0,
    change.consentText,
    change.person ?? null,
    change.act ?? null,
    refOf(entry),
    entry.at,
    entry.member,
  ])
}

/** What tells another event at a place that is taken from its like; what it says stays in the log (rule R83). */
export function forkHash(bytesB64: string): string {
  return toHex(sha256(utf8(bytesB64)))
}

type SessionChange = Extract<AlbumChange, { session: string }>

function foldSession(db: Database, entry: OpenedEntry, change: SessionChange): void {
  const ref = refOf(entry)
  const { at, member } = entry
  const { phone, session } = change
  if (change.type === 'session.event') {
    sessionEvent(db, entry, change)
    stripEvent(db, change)
  } else if (change.type === 'session.sealed') {
    db.prepare('INSERT OR IGNORE INTO session_sealed (session, team, entry, at, member) VALUES (?, ?, ?, ?, ?)').run([
      session,
      change.team,
      ref,
      at,
      member,
    ])
    stripSession(db, session)
  } else if (change.type === 'session.received')
    db.prepare(
      'INSERT OR IGNORE INTO session_received (entry, phone, session, have, prev, late, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ).run([ref, phone, session, change.have, change.prev, change.late === true ? 1 : 0, at, member])
  else if (change.type === 'session.filed')
    db.prepare(
      'INSERT OR IGNORE INTO session_file (phone, session, file, seq, person, blob, sha256, size, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run([
      phone,
      session,
      change.file,
      change.seq,
      change.person ?? null,
      change.blob,
      change.sha256,
      change.size,
      at,
      member,
    ])
  else
    db.prepare(
      'INSERT OR IGNORE INTO session_fork (entry, phone, session, seq, hash, at, member) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run([ref, phone, session, change.seq, forkHash(change.bytes), at, member])
}

/** The event as the phone wrote it, or null when these bytes are none: then it is kept in the log and changes nothing (rule R3). */
function readEvent({ bytes }: ChangeOf<'session.event'>): { event: SessionEvent; hash: string } | null {
  try {
    const eventBytes = fromBase64(bytes)
    return { event: parseEvent(eventBytes), hash: eventHash(eventBytes) }
  } catch {
    return null
  }
}

function sessionEvent(db: Database, entry: OpenedEntry, change: ChangeOf<'session.event'>): void {
  const read = readEvent(change)
  if (read === null || read.event.seq !== change.seq) {
    db.prepare('INSERT INTO unknown_change (entry, type) VALUES (?, ?)').run([refOf(entry), change.type])
    return
  }
  const { what } = read.event
  db.prepare(
    'INSERT OR IGNORE INTO session_event (phone, session, seq, kind, picture, person, hash, claimed, what, bytes, signature, entry, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run([
    change.phone,
    change.session,
    change.seq,
    what.type,
    what.type === 'answered' || what.type === 'shown' ? what.picture : null,
    change.person ?? null,
    read.hash,
    read.event.at,
    toColumn(what),
    change.bytes,
    change.signature,
    refOf(entry),
    entry.at,
    entry.member,
  ])
}
