import { IconPackageExport } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { JSX } from 'react'
import { personQuery } from '../api/queries.ts'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { Kin, Mark, PersonName, PersonWithLeads, Reference } from '../api/types.ts'
import { ConsentsPanel } from '../consent/consents-panel.tsx'
import { EraseButton } from '../erasure/erase-button.tsx'
import { joinedTexts } from '../texts/duplicates.ts'
import { erasureTexts } from '../texts/erasure.ts'
import { kinTexts, personTexts as texts } from '../texts/people.ts'
import { valueTexts } from '../texts/person-values.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { PersonPhoto, RevealSwitch } from '../ui/picture.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { Writing } from '../ui/writing.tsx'
import { AlbumsPanel } from './albums-panel.tsx'
import { ChallengesPanel } from './challenges-panel.tsx'
import { KeyedPanel } from './keyed-panel.tsx'
import { KinFrom } from './kin-from.tsx'
import { PersonHistory } from './person-history.tsx'
import { PersonLeadsPanel } from './person-leads-panel.tsx'
import { mainName } from './person-name.ts'
import { PlacesPanel } from '../places/places-panel.tsx'
import { PhotosPanel } from './photos-panel.tsx'
import { RecognitionsPanel } from './recognitions-panel.tsx'
import { SaidBy } from './said-by.tsx'
import { StatementsPanel } from './statements-panel.tsx'
import { usePersonWrites } from './use-person-writes.ts'
import { ValueRows } from './value-rows.tsx'
import { JoinedRecords } from './joined-records.tsx'
import { shownPhoto } from './shown-photo.ts'
import { TwicePanel } from './twice-panel.tsx'
import joinedClasses from './duplicates.module.css'
import classes from './person.module.css'

const route = getRouteApi('/people/$person')
const details = ['birth', 'sex', 'origin', 'event', 'lastSeen', 'circumstances', 'note'] as const

/** At the end of the page, where nobody presses it by accident. */
const ErasePerson = ({ person }: { person: string }): JSX.Element | null => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const opens = useOpens('registry', 'evidence')
  const mayWrite = useMayWrite()
  if (!opens || !mayWrite) return null
  return (
    <div className={classes.erase}>
      <EraseButton
        target={{ person }}
        label={erasureTexts.open}
        onErased={() => {
          // Nothing that a page remembers may show them again.
          client.clear()
          void navigate({ to: '/people' })
        }}
      />
    </div>
  )
}

const PersonBody = ({ person }: { person: PersonWithLeads }): JSX.Element => {
  const writes = usePersonWrites(person.id)
  return (
    <div className={classes.grid}>
      <div className={classes.column}>
        <KeyedPanel
          person={person}
          field="name"
          title={texts.names}
          none={texts.notKnown}
          add={texts.addName}
          what={({ text }: PersonName) => text}
          writes={writes}
        />
        <Panel title={valueTexts.fateTitle} hint={valueTexts.fateHint}>
          <ValueRows person={person} fields={['fate', 'whereabouts']} writes={writes} />
        </Panel>
        <Panel title={texts.details}>
          <ValueRows person={person} fields={details} writes={writes} />
        </Panel>
        <KeyedPanel
          person={person}
          field="mark"
          title={valueTexts.marks}
          none={valueTexts.noMarks}
          add={valueTexts.addMark}
          what={({ text }: Mark) => text}
          writes={writes}
        />
        <StatementsPanel person={person} onAdd={writes.addStatement} />
        <PlacesPanel person={person.id} />
        <RecognitionsPanel person={person.id} />
        <KeyedPanel
          person={person}
          field="kin"
          title={texts.kin}
          none={texts.noKin}
          add={texts.addKin}
          what={({ relation, name }: Kin) => name ?? kinTexts[relation]}
          writes={writes}
        >
          <KinFrom person={person} />
        </KeyedPanel>
        <PersonHistory person={person.id} onBringBack={writes.bringBack} />
      </div>
      <div className={classes.column}>
        <PhotosPanel person={person} name={mainName(person)} onSave={writes.setValue} onChanged={writes.refresh} />
        <ChallengesPanel person={person} writes={writes} />
        <TwicePanel person={person.id} records={[person.id, ...person.joined]} />
        <PersonLeadsPanel person={person} />
        <ConsentsPanel person={person} writes={writes} />
        <AlbumsPanel person={person.id} />
        <KeyedPanel
          person={person}
          field="reference"
          title={texts.references}
          none={valueTexts.noReferences}
          add={texts.addReference}
          what={({ registry, id }: Reference) => `${registry} ${id}`}
          writes={writes}
        />
        {person.registered.at === '' ? null : (
          <p className={classes.registered}>
            {texts.registered}: <SaidBy origin={person.registered} />
          </p>
        )}
        <ErasePerson person={person.id} />
      </div>
    </div>
  )
}

/** Another record of the same person, whole, under the one whose page it is. */
const OtherRecord = ({ id }: { id: string }): JSX.Element => {
  const { data: person, error, refetch } = useQuery(personQuery(id))
  if (person === undefined)
    return error === null ? <SkeletonBlocks /> : <Failure error={error} onRetry={() => void refetch()} />
  return (
    <section className={joinedClasses.other} aria-label={joinedTexts.record(mainName(person))}>
      <h2>{joinedTexts.record(mainName(person))}</h2>
      <PersonBody person={person} />
    </section>
  )
}

/** Everything that is recorded about one person. */
export const PersonPage = (): JSX.Element => {
  const { person: id } = route.useParams()
  const { data: person, error, refetch } = useQuery(personQuery(id))
  const photo = person === undefined ? null : shownPhoto(person)
  const others =
    person?.names.filter(({ value }) => value.kind === 'full' && value.text !== mainName(person)).slice(0, 4) ?? []
  return (
    <Page
      figure={
        photo === null ? undefined : <PersonPhoto className={classes.portrait} person={id} photo={photo} alt="" />
      }
      above={<TextLink to="/people">{texts.back}</TextLink>}
      title={person === undefined ? texts.tab : <Foreign>{mainName(person)}</Foreign>}
      tab={texts.tab}
      below={
        others.length === 0 ? undefined : (
          <span className={classes.parts}>
            {others.map(({ id: name, value }) => (
              <Foreign key={`${name} ${value.text}`} lang={value.language}>
                {value.text}
              </Foreign>
            ))}
          </span>
        )
      }
      actions={
        person === undefined ? undefined : (
          <>
            {person.leads.length === 0 && person.statements.every(({ item }) => item === undefined) ? null : (
              <RevealSwitch scope={`person:${id}`} />
            )}
            <Writing>
              <LinkButton
                to="/packages/new"
                search={{ person: id }}
                variant="default"
                leftSection={<IconPackageExport size={17} stroke={1.6} />}
              >
                {texts.makePackage}
              </LinkButton>
            </Writing>
          </>
        )
      }
    >
      {person === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <JoinedRecords person={person} />
          <PersonBody key={person.id} person={person} />
          {person.joined.map((other) => (
            <OtherRecord key={other} id={other} />
          ))}
        </>
      )}
    </Page>
  )
}
