import { ActionIcon, Button, FileButton, NativeSelect, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type JSX, type ReactNode } from 'react'
import { post } from '../api/client.ts'
import type { NewPerson, Person, Sex } from '../api/types.ts'
import { formTexts, newPersonTexts as texts, personTexts, sexTexts } from '../texts/people.ts'
import { valueTexts } from '../texts/person-values.ts'
import { byteSize } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import { choiceOf, type PlaceDraft } from '../places/place-draft.ts'
import { PlaceInput } from '../places/place-input.tsx'
import { placesTexts } from '../texts/places.ts'
import { withKeys } from '../ui/with-keys.ts'
import {
  birthOf,
  emptyBirth,
  emptyKin,
  emptyLastSeen,
  emptyName,
  ifText,
  kinOf,
  lastSeenOf,
  nameOf,
  type KinDraft,
  type NameDraft,
} from './drafts.ts'
import { BirthInput, KinInput, LastSeenInput, NameInput } from './inputs.tsx'
import { sendPhoto } from './photos-panel.tsx'
import classes from './new-person.module.css'

interface LinesProps<T> {
  lines: T[]
  least: number
  more: string
  empty: T
  onChange: (lines: T[]) => void
  children: (line: T, change: (line: T) => void, at: number) => ReactNode
}

/** Lines of the same form that can be added and taken out. */
const Lines = <T,>({ lines, least, more, empty, onChange, children }: LinesProps<T>): JSX.Element => (
  <div className={classes.lines}>
    {lines.map((line, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- drafts have no identity but their place
      <div key={at} className={classes.line}>
        <div className={classes.lineFields}>
          {children(
            line,
            (changed) => {
              onChange(lines.with(at, changed))
            },
            at,
          )}
        </div>
        {lines.length > least ? (
          <Tooltip label={formTexts.removeRow}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={formTexts.removeRow}
              onClick={() => {
                onChange(lines.toSpliced(at, 1))
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
    ))}
    <Button
      size="compact-sm"
      variant="default"
      className={classes.more}
      leftSection={<IconPlus size={14} />}
      onClick={() => {
        onChange([...lines, empty])
      }}
    >
      {more}
    </Button>
  </div>
)

/** The place that goes with words: undefined where there is none, null where the point that it needs is missing. */
const choiceFor = (words: string, place: PlaceDraft | null): ReturnType<typeof choiceOf> | undefined =>
  words.trim() === '' || place === null ? undefined : choiceOf(place)

/** Registers one person: names first, everything else as far as it is known. */
export const NewPersonPage = (): JSX.Element => {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [names, setNames] = useState<NameDraft[]>([emptyName])
  const [sex, setSex] = useState<Sex>('unknown')
  const [birth, setBirth] = useState(emptyBirth)
  const [origin, setOrigin] = useState('')
  const [from, setFrom] = useState<PlaceDraft | null>(null)
  const [lastSeen, setLastSeen] = useState(emptyLastSeen)
  const [circumstances, setCircumstances] = useState('')
  const [note, setNote] = useState('')
  const [toldBy, setToldBy] = useState('')
  const [kin, setKin] = useState<KinDraft[]>([])
  const [photos, setPhotos] = useState<File[]>([])
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)

  const filledNames = names.map(nameOf).filter((name) => name !== null)
  const range = birthOf(birth)

  const create = async (): Promise<void> => {
    setTried(true)
    if (filledNames.length === 0 || range === undefined) return
    const seen = lastSeenOf(lastSeen)
    const originPlace = choiceFor(origin, from)
    const seenPlace = choiceFor(lastSeen.place, lastSeen.located)
    if (originPlace === null || seenPlace === null) {
      toast('fault', placesTexts.needPoint)
      return
    }
    const located = {
      ...(originPlace === undefined ? {} : { origin: originPlace }),
      ...(seenPlace === undefined ? {} : { lastSeen: seenPlace }),
    }
    const relatives = kin.map(kinOf).filter((one) => one !== null)
    const person: NewPerson = {
      names: filledNames,
      // What nobody has said is not said here either.
      ...(sex === 'unknown' ? {} : { sex }),
      ...(range === null ? {} : { birth: range }),
      ...ifText('origin', origin),
      ...(seen === null ? {} : { lastSeen: seen }),
      ...ifText('circumstances', circumstances),
      ...ifText('note', note),
      ...(relatives.length === 0 ? {} : { kin: relatives }),
      ...(Object.keys(located).length === 0 ? {} : { located }),
      ...(toldBy.trim() === '' ? {} : { said: { by: toldBy.trim() } }),
    }
    setBusy(true)
    try {
      const { id } = await post<Person>('/people', person)
      for (const file of photos) {
        try {
          toast('good', personTexts.photoAdded(await sendPhoto(id, file, ifText('by', toldBy))))
        } catch (error) {
          toast('fault', texts.photoFailed(file.name, error instanceof Error ? error.message : String(error)))
        }
      }
      void client.invalidateQueries()
      await navigate({ to: '/people/$person', params: { person: id } })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      width="reading"
      above={<TextLink to="/people">{texts.leave}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Panel title={texts.names} hint={texts.namesHint}>
          <Lines lines={names} least={1} more={formTexts.moreName} empty={emptyName} onChange={setNames}>
            {(line, change, at) => (
              <NameInput
                value={line}
                onChange={change}
                error={tried && at === 0 && filledNames.length === 0 ? formTexts.required : null}
              />
            )}
          </Lines>
        </Panel>
        <Panel title={texts.details}>
          <div className={classes.fields}>
            <BirthInput
              value={birth}
              onChange={setBirth}
              error={tried && range === undefined ? formTexts.yearRange : null}
            />
            <div className={classes.two}>
              <NativeSelect
                label={formTexts.sex}
                data={Object.entries(sexTexts).map(([value, label]) => ({ value, label }))}
                value={sex}
                onChange={(event) => {
                  setSex(event.currentTarget.value as Sex)
                }}
              />
              <PlaceInput label={formTexts.origin} words={origin} onWords={setOrigin} place={from} onPlace={setFrom} />
            </div>
            <LastSeenInput value={lastSeen} onChange={setLastSeen} />
            <Textarea
              dir="auto"
              rows={5}
              label={formTexts.circumstances}
              description={formTexts.circumstancesHint}
              value={circumstances}
              onChange={(event) => {
                setCircumstances(event.currentTarget.value)
              }}
            />
            <Textarea
              dir="auto"
              rows={2}
              label={formTexts.note}
              value={note}
              onChange={(event) => {
                setNote(event.currentTarget.value)
              }}
            />
          </div>
        </Panel>
        <Panel title={texts.kin}>
          <Lines lines={kin} least={0} more={formTexts.moreKin} empty={emptyKin} onChange={setKin}>
            {(line, change) => <KinInput value={line} onChange={change} />}
          </Lines>
        </Panel>
        <Panel
          title={texts.photos}
          hint={texts.photosHint}
          actions={
            <FileButton
              multiple
              accept="image/*"
              onChange={(files) => {
                setPhotos([...photos, ...files])
              }}
            >
              {({ onClick }) => (
                <Button size="compact-sm" variant="default" onClick={onClick}>
                  {texts.choosePhotos}
                </Button>
              )}
            </FileButton>
          }
        >
          {photos.length === 0 ? (
            <p className={classes.muted}>{personTexts.noPhotos}</p>
          ) : (
            <ul>
              {withKeys(photos, ({ name }) => name).map(({ key, value: file }) => (
                <li key={key} className={classes.file}>
                  <Foreign>{file.name}</Foreign> <span className={classes.muted}>{byteSize(file.size)}</span>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={`${formTexts.removeRow}: ${file.name}`}
                    onClick={() => {
                      setPhotos(photos.filter((other) => other !== file))
                    }}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel>
          <TextInput
            dir="auto"
            label={valueTexts.toldBy}
            description={valueTexts.toldByHint}
            value={toldBy}
            onChange={(event) => {
              setToldBy(event.currentTarget.value)
            }}
          />
        </Panel>
        <div className={classes.actions}>
          <LinkButton to="/people" variant="default">
            {formTexts.cancel}
          </LinkButton>
          <Button type="submit" loading={busy}>
            {texts.create}
          </Button>
        </div>
      </form>
    </Page>
  )
}
