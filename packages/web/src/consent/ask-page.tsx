import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { consentWordsQuery, personQuery } from '../api/queries.ts'
import type { ConsentWords, Person, Purpose } from '../api/types.ts'
import { ifText } from '../people/drafts.ts'
import { mainName } from '../people/person-name.ts'
import { usePersonWrites } from '../people/use-person-writes.ts'
import { askTexts as texts } from '../texts/consent.ts'
import { purposeTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { AskSetup, emptySetup, type Setup } from './ask-setup.tsx'
import { QuestionScreen, type Answer, type Answers } from './question-screen.tsx'
import classes from './consent.module.css'

const route = getRouteApi('/writing/people/$person/consent')
const tones = { yes: 'moss', no: 'clay', notNow: 'plain' } as const satisfies Record<Answer, string>

interface AskProps {
  person: Person
  words: ConsentWords
}

const Ask = ({ person, words }: AskProps): JSX.Element => {
  const navigate = useNavigate()
  const writes = usePersonWrites(person.id)
  const [setup, setSetup] = useState<Setup>(emptySetup)
  const [isAsking, setAsking] = useState(false)
  const [answers, setAnswers] = useState<Answers | null>(null)
  const [busy, setBusy] = useState(false)
  const given = setup.purposes.flatMap((purpose) => {
    const answer = answers?.[purpose]
    return answer === 'yes' || answer === 'no' ? [{ purpose, answer }] : []
  })

  const save = async (): Promise<void> => {
    if (setup.capacity === '') return
    setBusy(true)
    try {
      await writes.answerConsents({
        givenBy: setup.givenBy.trim(),
        capacity: setup.capacity,
        scopes: setup.scopes,
        recipients: [],
        ...ifText('until', setup.until),
        version: words.version,
        language: setup.language,
        answers: given,
      })
      toast('good', texts.saved)
      await navigate({ to: '/people/$person', params: { person: person.id } })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }

  if (isAsking)
    return (
      <QuestionScreen
        name={mainName(person)}
        language={setup.language}
        wording={words.languages[setup.language]}
        purposes={setup.purposes}
        scopes={setup.scopes}
        onLeave={() => {
          setAsking(false)
        }}
        onDone={(said) => {
          setAnswers(said)
          setAsking(false)
        }}
      />
    )
  if (answers === null)
    return (
      <AskSetup
        setup={setup}
        words={words}
        onChange={setSetup}
        onBegin={() => {
          setAsking(true)
        }}
      />
    )
  return (
    <Panel title={texts.checkTitle} hint={texts.check(given.length)}>
      <div className={classes.fields}>
        <ul className={classes.answers}>
          {setup.purposes.map((purpose: Purpose) => {
            const answer = answers[purpose] ?? 'notNow'
            return (
              <li key={purpose}>
                <span>{purposeTexts[purpose]}</span>
                <Chip tone={tones[answer]}>{texts[answer]}</Chip>
              </li>
            )
          })}
        </ul>
        <div className={classes.actions}>
          <Button loading={busy} disabled={given.length === 0} onClick={() => void save()}>
            {texts.save}
          </Button>
          <Button
            variant="default"
            disabled={busy}
            onClick={() => {
              setAnswers(null)
            }}
          >
            {texts.again}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

/** Asks somebody for consent in their own language: set up by a member, answered on a screen of its own, then written down. */
export const AskConsentPage = (): JSX.Element => {
  const { person: id } = route.useParams()
  const person = useQuery(personQuery(id))
  const words = useQuery({ ...consentWordsQuery, staleTime: Infinity })
  const failed = person.error === null ? words : person
  return (
    <Page
      tab={texts.tab}
      title={texts.title}
      below={texts.below}
      width="reading"
      above={
        <TextLink to="/people/$person" params={{ person: id }}>
          {texts.back}
        </TextLink>
      }
    >
      {person.data !== undefined && words.data !== undefined ? (
        <Ask person={person.data} words={words.data} />
      ) : failed.error === null ? (
        <SkeletonBlocks blocks={2} />
      ) : (
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      )}
    </Page>
  )
}
