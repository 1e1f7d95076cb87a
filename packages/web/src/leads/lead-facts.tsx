import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { get } from '../api/client.ts'
import type { LeadRow, Message } from '../api/types.ts'
import { dayOf, dayWords, clockWords } from '../chat/time-words.ts'
import { leadsTexts as texts } from '../texts/leads.ts'
import { leadStateTexts } from '../texts/ui.ts'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { MemberName } from '../ui/member-name.tsx'
import { TextLink } from '../ui/link.tsx'
import classes from './bench.module.css'

const nearMost = 10
const middleMost = 20
const plainBelow = 60

const meaning = (distance: number): string => {
  if (distance <= nearMost) return texts.near
  return distance <= middleMost ? texts.middle : texts.far
}

/** What the distance means, in plain words. A comparison of pictures, never of faces (H1). */
export const Distance = ({ lead }: { lead: LeadRow }): JSX.Element => (
  <section className={classes.part}>
    <h2>{texts.distance}</h2>
    <div className={classes.scale} aria-hidden>
      <span className={classes.scaleMark} style={{ insetInlineStart: `${(100 * lead.distance) / 31}%` }} />
    </div>
    <p>
      <strong>{texts.distanceOf(lead.distance)}.</strong> {meaning(lead.distance)}
    </p>
    {Math.min(lead.quality.person, lead.quality.item) < plainBelow ? (
      <p className={classes.caution}>
        {texts.lowQuality} {texts.quality}: {texts.qualityOf(lead.quality.person, lead.quality.item)}.
      </p>
    ) : null}
    <p className={classes.muted}>{texts.never}</p>
  </section>
)

const Carrier = ({ message, position }: { message: Message; position: number | null }): JSX.Element => {
  const day = dayOf(message.time)
  return (
    <li className={classes.carrier}>
      <p className={classes.muted}>
        {message.sender === null ? texts.unknownSender : <Foreign>{message.sender}</Foreign>}
        {day === null ? null : ` · ${dayWords(day)} ${clockWords(message.time) ?? ''}`}
      </p>
      {message.text === '' ? null : <ForeignBlock className={classes.carrierText}>{message.text}</ForeignBlock>}
      <TextLink
        to="/chats/$chat"
        params={{ chat: String(message.chat) }}
        search={position === null ? {} : { at: position }}
      >
        {texts.openMessage}
      </TextLink>
    </li>
  )
}

interface Carriers {
  messages: (Message & { position: number | null })[]
}

/** The messages that carry the picture, from the chats of all sources. */
export const Context = ({ lead }: { lead: LeadRow }): JSX.Element => {
  const { data } = useQuery({
    queryKey: ['item', lead.item, 'messages'],
    queryFn: ({ signal }) => get<Carriers>(`/items/${encodeURIComponent(lead.item)}/messages`, {}, signal),
  })
  return (
    <section className={classes.part}>
      <h2>{texts.context}</h2>
      {data === undefined || data.messages.length === 0 ? (
        <p className={classes.muted}>{data === undefined ? texts.loading : texts.noContext}</p>
      ) : (
        <ul className={classes.carriers}>
          {data.messages.map((message) => (
            <Carrier key={message.id} message={message} position={message.position} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Who decided what about this lead so far. */
export const History = ({ lead }: { lead: LeadRow }): JSX.Element | null =>
  lead.decisions.length === 0 ? null : (
    <section className={classes.part}>
      <h2>{texts.history}</h2>
      <ol className={classes.carriers}>
        {lead.decisions.map((decision) => (
          <li key={decision.entry}>
            <strong>{leadStateTexts[decision.decision]}</strong>{' '}
            <span className={classes.muted}>
              <MemberName id={decision.member} />, <Instant at={decision.at} />
            </span>
            {decision.note === null ? null : <ForeignBlock>{decision.note}</ForeignBlock>}
          </li>
        ))}
      </ol>
      <p className={classes.muted}>{texts.again}</p>
    </section>
  )
