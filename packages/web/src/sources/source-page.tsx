import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import type { JSX } from 'react'
import { sourceQuery } from '../api/queries.ts'
import type { Chat, SourceWithItems } from '../api/types.ts'
import { readingWords } from '../texts/reading-words.ts'
import { sourceTexts as texts } from '../texts/sources.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Facts } from '../ui/facts.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Instant, localDay } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { MemberName } from '../ui/member-name.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RevealSwitch } from '../ui/picture.tsx'
import { ReceiptTable } from '../ui/receipt.tsx'
import { SaidLine } from '../ui/said.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { Informant } from './informant.tsx'
import { RefusedFiles } from './refused-files.tsx'
import { SourceItems } from './source-items.tsx'
import classes from './sources.module.css'
import { UnreadChats } from './unread-chats.tsx'

const route = getRouteApi('/sources/$source')

const period = ({ earliestMs, latestMs }: Chat): string | null =>
  earliestMs === null || latestMs === null ? null : texts.period(localDay(earliestMs), localDay(latestMs))

const Chats = ({ chats }: { chats: Chat[] }): JSX.Element => (
  <Panel title={texts.chats} flush>
    <ul className={classes.chats}>
      {chats.map((chat) => (
        <li key={chat.id}>
          <Link to="/chats/$chat" params={{ chat: String(chat.id) }} className={classes.chat}>
            <span className={classes.chatName}>
              {chat.name === null ? texts.unnamedChat : <Foreign>{chat.name}</Foreign>}
            </span>
            <span className={classes.muted}>{texts.chatLine(chat.messages)}</span>
            <span className={classes.muted}>{period(chat)}</span>
          </Link>
        </li>
      ))}
    </ul>
  </Panel>
)

const said = (text: string | null): JSX.Element =>
  text === null ? <span className={classes.muted}>{texts.notSaid}</span> : <ForeignBlock>{text}</ForeignBlock>

const Anomalies = ({ source }: { source: SourceWithItems }): JSX.Element | null => {
  const odd = source.items.filter(({ anomalies }) => anomalies.length > 0)
  return odd.length === 0 ? null : (
    <Panel title={texts.anomaliesTitle} hint={texts.anomaliesHint}>
      <div className={classes.odd}>
        {odd.map((item) => (
          <div key={item.id}>
            <Foreign>{item.path}</Foreign>
            <ul>
              {item.anomalies.map((anomaly) => (
                <li key={anomaly.text}>
                  <SaidLine said={anomaly} words={readingWords} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Panel>
  )
}

const SourceBody = ({ source }: { source: SourceWithItems }): JSX.Element => (
  <div className={classes.grid}>
    <div className={classes.column}>
      {source.chats.length === 0 ? null : <Chats chats={source.chats} />}
      <UnreadChats unread={source.receipt.unread} />
      <RefusedFiles refused={source.receipt.files.refused} />
      <Anomalies source={source} />
      <SourceItems source={source} />
    </div>
    <div className={classes.column}>
      <Panel title={texts.receipt}>
        <ReceiptTable receipt={source.receipt} />
      </Panel>
      <Panel title={texts.about}>
        <Facts
          facts={[
            { label: texts.cameIn, value: <Instant at={source.at} /> },
            { label: texts.by, value: <MemberName id={source.member} /> },
            {
              label: texts.from,
              value: source.from === null && source.informant === null ? said(null) : <Informant source={source} />,
            },
            { label: texts.legalBasis, value: said(source.legalBasis) },
            { label: texts.note, value: said(source.note) },
            {
              label: texts.root,
              value: (
                <span title={texts.rootHint}>
                  <span className={classes.hash}>{source.itemsRoot}</span>{' '}
                  <CopyButton text={source.itemsRoot} label={texts.root} />
                </span>
              ),
            },
          ]}
        />
      </Panel>
    </div>
  </div>
)

/** One source: its receipt, its chats, and every item of it. */
export const SourcePage = (): JSX.Element => {
  const { source: id } = route.useParams()
  const { data: source, error, refetch } = useQuery(sourceQuery(id))
  return (
    <Page
      above={<TextLink to="/sources">{texts.back}</TextLink>}
      title={source === undefined ? texts.tab : <Foreign>{source.name}</Foreign>}
      tab={texts.tab}
      actions={
        source?.items.some(({ photo }) => photo?.state === 'hashed') === true ? (
          <RevealSwitch scope={`source:${id}`} />
        ) : undefined
      }
    >
      {source === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <SourceBody key={source.id} source={source} />
      )}
    </Page>
  )
}
