import { useSyncExternalStore } from 'react'
import { contact } from './contact/contact.ts'
import { ContactError } from './contact/office-api.ts'
import type { ContactFault } from './contact/office-api.ts'
import { newPhoneKeys, takeInvitation } from './contact/pair.ts'
import { hasMark, leaveMark, removeMark } from './store/eviction-mark.ts'
import { readRecord, writeRecords } from './store/database.ts'
import { lookAtDoor, makeDoor, tryDoor } from './store/door.ts'
import type { NewDoor, ShutDoor, SlotContent } from './store/door.ts'
import { emptiedPhone } from './store/emptied.ts'
import { readHardware } from './store/hardware.ts'
import { openPhone, writePhone } from './store/open-phone.ts'
import type { OpenPhone } from './store/open-phone.ts'
import { recordName } from './store/phone-state.ts'
import type { ContactReceipt, PhoneRecord } from './store/phone-state.ts'
import { openSealed, sealWrites } from './store/sealed.ts'
import { browserLanguage, isLanguage, shownLanguage, speak } from './texts/texts.ts'
import type { Language } from './texts/texts.ts'

/** Why nothing is on this phone any more, where it is known. */
export type Loss = 'tries' | 'evicted' | null

/** Where the phone stands. Everything that is decrypted hangs on `open`, and goes with it. */
export type Stage =
  | { at: 'starting' }
  | { at: 'nothing'; loss: Loss }
  | { at: 'revoked'; receipt: ContactReceipt }
  | { at: 'invited'; token: string; hasAlbum: boolean }
  | { at: 'locked'; door: ShutDoor; message: 'wrong' | 'hardware' | 'memory' | null }
  | { at: 'open'; open: OpenPhone }

let stage: Stage = { at: 'starting' }
const listeners = new Set<() => void>()

/** Where the phone stands now. */
export const stageNow = (): Stage => stage

const go = (to: Stage): void => {
  stage = to
  for (const listener of listeners) listener()
}

/** The stage, for a component that is drawn anew when it changes. */
export const useStage = (): Stage =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, stageNow)

const LANGUAGE = 'language'

/** Turns the app to a language, and remembers it beside the door: the page that asks for the PIN speaks it too. */
export const chooseLanguage = async (language: Language): Promise<void> => {
  await speak(language)
  await writeRecords([{ table: 'door', key: LANGUAGE, value: language }])
  if (stage.at === 'open') await keepRecord({ ...stage.open.record, language })
  else go({ ...stage })
}

const keepRecord = async (record: PhoneRecord): Promise<void> => {
  if (stage.at !== 'open') return
  await writePhone(stage.open.sealed, record)
  setOpen({ ...stage.open, record })
}

/** What is open, after a change. Nothing happens if the phone was locked meanwhile: what is locked stays so. */
export const setOpen = (open: OpenPhone): void => {
  if (stage.at === 'open' && stage.open.sealed === open.sealed) go({ at: 'open', open })
}

/** Finds out what is on this phone, at every start of the page. */
export const start = async (): Promise<void> => {
  const token = takeInvitation()
  const kept = await readRecord('door', LANGUAGE)
  await speak(typeof kept === 'string' && isLanguage(kept) ? kept : browserLanguage())
  if (token !== null) go({ at: 'invited', token, hasAlbum: (await lookAtDoor(Date.now())) !== null })
  else await showDoor()
}

/** Shows the door, or that there is nothing behind it. */
export const showDoor = async (message: Extract<Stage, { at: 'locked' }>['message'] = null): Promise<void> => {
  const door = await lookAtDoor(Date.now())
  if (door === null) go({ at: 'nothing', loss: hasMark() ? 'evicted' : null })
  else go({ at: 'locked', door, message })
}

/** Forgets everything that is decrypted. */
export const lock = (): void => {
  if (stage.at !== 'open') return
  go({ at: 'starting' })
  void showDoor()
}

const enter = async ({ contentKey, pairedMs }: SlotContent, isEmptied: boolean): Promise<void> => {
  const sealed = await openSealed(contentKey)
  contentKey.fill(0)
  let open = await openPhone(sealed, Date.now())
  if (open === null && isEmptied) {
    const record = emptiedPhone(shownLanguage(), pairedMs, Date.now())
    // Everything that the other key had sealed goes in the same step as the empty album comes.
    await writeRecords([
      { table: 'sealed' },
      ...(await sealWrites(sealed, [{ name: recordName.phone, value: record }])),
    ])
    open = await openPhone(sealed, Date.now())
  }
  if (open === null) {
    go({ at: 'nothing', loss: 'evicted' })
    return
  }
  go({ at: 'open', open })
}

/** Tries a secret at the door: with the phone's own key, where the album was bound to one. */
export const unlock = async (secret: string): Promise<void> => {
  const door = await lookAtDoor(Date.now())
  if (door === null || door.waitMs > 0) return showDoor()
  const hardware = door.credential === null ? null : await readHardware(door.credential)
  if (typeof hardware === 'string') return showDoor('hardware')
  let tried
  try {
    tried = await tryDoor(secret, hardware?.key ?? null, Date.now())
  } catch {
    return showDoor('memory')
  }
  switch (tried.result) {
    case 'opened':
    case 'duress': {
      return enter(tried, tried.result === 'duress')
    }
    case 'wrong': {
      go({ at: 'locked', door: tried.door, message: 'wrong' })
      return undefined
    }
    case 'wait': {
      return showDoor()
    }
    case 'destroyed': {
      removeMark()
      go({ at: 'nothing', loss: 'tries' })
      return undefined
    }
  }
}

/** Sets up a door and an empty phone behind it, and opens it. What was here before is gone. */
export const setUp = async (wanted: Omit<NewDoor, 'nowMs'>): Promise<OpenPhone> => {
  const nowMs = Date.now()
  const { contentKey } = await makeDoor({ ...wanted, nowMs })
  const sealed = await openSealed(contentKey)
  contentKey.fill(0)
  const record: PhoneRecord = {
    version: 1,
    language: shownLanguage(),
    keys: newPhoneKeys(),
    office: null,
    pairedMs: nowMs,
    highestMs: nowMs,
    offsetMs: 0,
    standing: 'none',
    closedMs: null,
    receipt: null,
    sessions: [],
    sent: [],
    heldBy: '',
  }
  await writePhone(sealed, record)
  await writeRecords([{ table: 'door', key: LANGUAGE, value: shownLanguage() }])
  leaveMark()
  const open = await openPhone(sealed, nowMs)
  if (open === null) throw new Error('What was just written is not there.')
  return open
}

/** Goes on with a phone that was just paired. */
export const enterPaired = (open: OpenPhone): void => {
  go({ at: 'open', open })
}

/** How a contact ended. */
export type ContactEnd = ContactFault | 'done' | 'revoked' | 'storage'

/** Meets the office with what is open. The phone stays as it is on every fault, but for what has arrived. */
export const meet = async (on: Parameters<typeof contact>[1]): Promise<ContactEnd> => {
  if (stage.at !== 'open') return 'unreachable'
  const { open } = stage
  try {
    const contacted = await contact(open, on)
    if ('revoked' in contacted) {
      removeMark()
      go({ at: 'revoked', receipt: contacted.revoked })
      return 'revoked'
    }
    setOpen(contacted.open)
    return 'done'
  } catch (error) {
    const after = await openPhone(open.sealed, Date.now())
    if (after !== null) setOpen(after)
    if (error instanceof ContactError) return error.fault
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'storage'
    throw error
  }
}
