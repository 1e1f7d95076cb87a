import { destroyAll } from '../store/door.ts'
import { clockAfterContact } from '../store/clock.ts'
import { openPhone, removeAlbum, writePhone } from '../store/open-phone.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import type { ContactReceipt, PhoneRecord } from '../store/phone-state.ts'
import { fetchAlbum } from './fetch-album.ts'
import type { OnPictures } from './fetch-album.ts'
import { greet } from './greet.ts'
import { sendSessions } from './send-sessions.ts'

/** What a contact came to: the phone as it is afterwards, or its end. */
export type Contacted = { open: OpenPhone } | { revoked: ContactReceipt }

/** What a contact is doing. */
export type ContactStep = 'greeting' | 'sending' | 'fetching'

/**
 * Meets the office: hears how the phone stands, sends every session, fetches the album as it may be shown now. Only what the
 * office signed ends or destroys anything (AL6): a revoked phone destroys its album, sends its sessions, and then destroys
 * these too (AL7). @throws ContactError; what was sent and fetched until then stands, and the next contact goes on.
 */
export const contact = async (
  open: OpenPhone,
  on: { step: (step: ContactStep) => void; pictures: OnPictures },
): Promise<Contacted> => {
  on.step('greeting')
  const { note, token } = await greet(open.record)
  const heard: PhoneRecord = {
    ...open.record,
    ...clockAfterContact(Date.parse(note.now), Date.now()),
    standing: note.state,
  }
  const isCurrent = note.state === 'current'
  if (isCurrent) await writePhone(open.sealed, heard)
  else await removeAlbum(open.sealed, open.manifest, heard)
  on.step('sending')
  const sent = await sendSessions({ ...open, record: heard }, token)
  const counted = { answersSent: sent.answers, filesSent: sent.files, refused: sent.refused }
  const receipt = { atMs: heard.highestMs, standing: note.state, ...counted }
  if (note.state === 'revoked') {
    await destroyAll()
    return { revoked: { ...receipt, picturesNew: 0, picturesGone: 0, picturesMissing: 0 } }
  }
  const pictures = isCurrent ? await fetched(open, sent.record, token, on) : noPictures(open)
  await writePhone(open.sealed, {
    ...sent.record,
    closedMs: isCurrent ? null : heard.highestMs,
    receipt: { ...receipt, ...pictures },
  })
  const after = await openPhone(open.sealed, Date.now())
  if (after === null) throw new Error('What was just written is not there.')
  return { open: after }
}

const noPictures = ({
  manifest,
}: OpenPhone): Pick<ContactReceipt, 'picturesNew' | 'picturesGone' | 'picturesMissing'> => ({
  picturesNew: 0,
  picturesGone: manifest?.pictures.length ?? 0,
  picturesMissing: 0,
})

const fetched = async (
  open: OpenPhone,
  record: PhoneRecord,
  token: string,
  on: { step: (step: ContactStep) => void; pictures: OnPictures },
): Promise<Pick<ContactReceipt, 'picturesNew' | 'picturesGone' | 'picturesMissing'>> => {
  on.step('fetching')
  const { came, gone, missing } = await fetchAlbum(open, record, token, on.pictures)
  return { picturesNew: came, picturesGone: gone, picturesMissing: missing.length }
}
