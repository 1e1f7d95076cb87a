import { Button } from '@mantine/core'
import { IconDownload, IconHeadphones, IconMessage } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { apiUrl, get } from '../api/client.ts'
import { useOpens } from '../api/session-store.ts'
import type { AnswerWords, RecognitionSession } from '../api/types.ts'
import { sessionTexts as texts } from '../texts/sessions.ts'
import { byteSize } from '../texts/ui.ts'
import { Failure } from '../ui/failure.tsx'
import { ForeignBlock } from '../ui/foreign.tsx'
import classes from './sessions.module.css'

type Answer = RecognitionSession['answerList'][number]

const Words = ({ session, phone, file }: { session: string; phone: string; file: string }): JSX.Element | null => {
  const { data, error, refetch } = useQuery({
    queryKey: ['testimony', session, file],
    queryFn: ({ signal }) => get<AnswerWords>(`/testimonies/${session}/${file}`, { phone }, signal),
    gcTime: 0,
  })
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  return (
    <div className={classes.words} lang={data.language}>
      {data.known === undefined ? null : (
        <>
          <span className={classes.under}>{texts.knows}</span>
          <ForeignBlock>{data.known}</ForeignBlock>
        </>
      )}
      {data.condition === undefined ? null : (
        <>
          <span className={classes.under}>{texts.condition}</span>
          <ForeignBlock>{data.condition}</ForeignBlock>
        </>
      )}
    </div>
  )
}

/** A recording, read from the server as it is played; nothing of it is kept by the browser. */
const Voice = ({ href }: { href: string }): JSX.Element => {
  const [isRefused, setRefused] = useState(false)
  return (
    <div className={classes.voice}>
      {isRefused ? (
        <span className={classes.muted}>{texts.notPlayed}</span>
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what is said; what was written stands beside it
        <audio
          controls
          src={href}
          aria-label={texts.voice}
          onError={() => {
            setRefused(true)
          }}
        />
      )}
      <Button
        component="a"
        size="compact-sm"
        variant="subtle"
        href={href}
        download
        leftSection={<IconDownload size={15} stroke={1.6} />}
      >
        {texts.saveVoice}
      </Button>
    </div>
  )
}

/** The viewer's own words and voice about one answer: opened when they are asked for, by whoever opens testimonies. */
export const AnswerFiles = ({
  session,
  phone,
  answer,
}: {
  session: string
  phone: string
  answer: Answer
}): JSX.Element | null => {
  const [isOpen, setOpen] = useState(false)
  const [isHeard, setHeard] = useState(false)
  const opens = useOpens('testimony')
  const { words, voice } = answer
  if (words === null && voice === null) return null
  return (
    <>
      <div className={classes.files}>
        {words === null ? null : !words.isStored ? (
          <span className={classes.muted}>
            {texts.words}: {texts.notArrived}
          </span>
        ) : opens ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={isOpen}
            leftSection={<IconMessage size={15} stroke={1.6} />}
            onClick={() => {
              setOpen(!isOpen)
            }}
          >
            {texts.words}
          </Button>
        ) : (
          <span className={classes.muted}>{texts.words}</span>
        )}
        {voice === null ? null : !voice.isStored ? (
          <span className={classes.muted}>
            {texts.voice}: {texts.notArrived}
          </span>
        ) : opens ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={isHeard}
            leftSection={<IconHeadphones size={15} stroke={1.6} />}
            onClick={() => {
              setHeard(!isHeard)
            }}
          >
            {texts.voice}, {byteSize(voice.size)}
          </Button>
        ) : (
          <span className={classes.muted}>{texts.voice}</span>
        )}
        {opens ? null : <span className={classes.muted}>{texts.closedWords}</span>}
      </div>
      {isHeard && voice !== null ? <Voice href={apiUrl(`/testimonies/${session}/${voice.file}`, { phone })} /> : null}
      {isOpen && words !== null ? <Words session={session} phone={phone} file={words.file} /> : null}
    </>
  )
}
