import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { JSX, ReactNode } from 'react'
import { firstOpenLeadsQuery, sourcesQuery } from '../api/queries.ts'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { Home, LeadRow } from '../api/types.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { overdueTexts } from '../texts/overdue.ts'
import { EvidencePicture, PersonPhoto } from '../ui/picture.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

interface WaitProps {
  title: string
  hint: string
  action: ReactNode
  children?: ReactNode
}

const Wait = ({ title, hint, action, children }: WaitProps): JSX.Element => (
  <li className={classes.wait}>
    <div className={classes.waitWords}>
      <h3>{title}</h3>
      <p className={classes.muted}>{hint}</p>
    </div>
    <div className={classes.waitAction}>{action}</div>
    {children}
  </li>
)

const Pair = ({ lead }: { lead: LeadRow }): JSX.Element => (
  <li className={classes.pair}>
    <PersonPhoto className={classes.pairPicture} person={lead.person} photo={lead.personPhoto} alt={lead.personName} />
    <EvidencePicture className={classes.pairPicture} item={lead.item} alt={lead.itemPath} scope="home" small />
    <Link
      to="/leads/$lead"
      params={{ lead: lead.id }}
      className={classes.pairName}
      aria-label={texts.onePair(lead.personName)}
    >
      <Foreign>{lead.personName}</Foreign>
    </Link>
  </li>
)

/** What only people can settle, most urgent first. */
export const Waiting = ({ home }: { home: Home }): JSX.Element => {
  const mayWrite = useMayWrite()
  const leads = useQuery({ ...firstOpenLeadsQuery, enabled: home.leads.open > 0 }).data?.leads ?? []
  const sources = useQuery({ ...sourcesQuery, enabled: useOpens('evidence') }).data ?? []
  const refused = sources.reduce((sum, { receipt }) => sum + receipt.files.refused.length, 0)
  const nothing =
    home.leads.open +
      home.leads.disputed +
      home.disagreeing +
      home.challenges +
      home.overdue +
      home.unreadablePhotos +
      refused +
      home.waiting ===
    0
  return (
    <Panel title={texts.waiting}>
      {nothing ? (
        <div className={classes.calm}>
          <p>{texts.nothingWaits}</p>
          <p className={classes.muted}>{texts.nothingWaitsHint}</p>
        </div>
      ) : (
        <ul className={classes.waits}>
          {home.waiting === 0 ? null : (
            <Wait
              title={texts.waitToJoin(home.waiting)}
              hint={texts.waitToJoinHint}
              action={<LinkButton to="/members">{texts.admit}</LinkButton>}
            />
          )}
          {home.leads.open === 0 ? null : (
            <Wait
              title={texts.openLeads(home.leads.open)}
              hint={texts.openLeadsHint}
              action={<LinkButton to="/leads">{mayWrite ? texts.decide : texts.look}</LinkButton>}
            >
              <ul className={classes.pairs}>
                {leads.map((lead) => (
                  <Pair key={lead.id} lead={lead} />
                ))}
              </ul>
            </Wait>
          )}
          {home.leads.disputed === 0 ? null : (
            <Wait
              title={texts.disputed(home.leads.disputed)}
              hint={texts.disputedHint}
              action={
                <LinkButton to="/leads" search={{ state: 'disputed' }} variant="default">
                  {texts.look}
                </LinkButton>
              }
            />
          )}
          {home.disagreeing === 0 ? null : (
            <Wait
              title={texts.disagreeing(home.disagreeing)}
              hint={texts.disagreeingHint}
              action={
                <LinkButton to="/people" search={{ only: 'disagreeing' }} variant="default">
                  {texts.look}
                </LinkButton>
              }
            />
          )}
          {home.challenges === 0 ? null : (
            <Wait
              title={texts.challenges(home.challenges)}
              hint={texts.challengesHint}
              action={
                <LinkButton to="/people" search={{ only: 'challenged' }} variant="default">
                  {texts.look}
                </LinkButton>
              }
            />
          )}
          {home.overdue === 0 ? null : (
            <Wait
              title={overdueTexts.home(home.overdue)}
              hint={overdueTexts.homeText}
              action={
                <LinkButton to="/people/overdue" variant="default">
                  {mayWrite ? overdueTexts.look : texts.look}
                </LinkButton>
              }
            />
          )}
          {home.unreadablePhotos === 0 ? null : (
            <Wait
              title={texts.unreadable(home.unreadablePhotos)}
              hint={texts.unreadableHint}
              action={
                <LinkButton to="/sources" search={{ only: 'unreadable' }} variant="default">
                  {texts.look}
                </LinkButton>
              }
            />
          )}
          {refused === 0 ? null : (
            <Wait
              title={texts.refused(refused)}
              hint={texts.refusedHint}
              action={
                <LinkButton to="/sources" search={{ only: 'refused' }} variant="default">
                  {texts.look}
                </LinkButton>
              }
            />
          )}
        </ul>
      )}
    </Panel>
  )
}
