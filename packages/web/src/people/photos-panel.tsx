import { FileButton, Button, Modal, TextInput } from '@mantine/core'
import { IconDownload, IconPhotoPlus } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { apiUrl, upload } from '../api/client.ts'
import type { NewValue, Person } from '../api/types.ts'
import { HeldTile } from '../quarantine/held-tile.tsx'
import { QuarantineButton } from '../quarantine/quarantine-button.tsx'
import { quarantineTexts } from '../texts/quarantine.ts'
import { formTexts, newPersonTexts, personTexts as texts } from '../texts/people.ts'
import { valueTexts } from '../texts/person-values.ts'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { toast } from '../ui/toasts.tsx'
import { Writing } from '../ui/writing.tsx'
import { ifText } from './drafts.ts'
import { SourceLine } from './said-by.tsx'
import classes from './person.module.css'

interface PhotosPanelProps {
  person: Person
  name: string
  onSave: (value: NewValue) => Promise<void>
  onChanged: () => Promise<void>
}

/** What is said of a photo: when it was taken, who gave it, and a caption. */
interface AboutPhoto {
  caption?: string
  taken?: string
  by?: string
}

/** Sends one photo of a person, byte for byte; resolves with how many new leads it gave. Throws ApiError. */
export const sendPhoto = async (person: string, file: File, about: AboutPhoto = {}): Promise<number> => {
  const answer = await upload<{ newLeads: number }>('POST', `/people/${encodeURIComponent(person)}/photos`, file, {
    query: { ...about },
    contentType: file.type === '' ? 'application/octet-stream' : file.type,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  })
  return answer.newLeads
}

/** Asks when photos were taken and who gave them, before they are sealed. */
const PhotoForm = ({
  files,
  onAdd,
  onClose,
}: {
  files: readonly File[]
  onAdd: (about: AboutPhoto) => Promise<void>
  onClose: () => void
}): JSX.Element => {
  const [by, setBy] = useState('')
  const [taken, setTaken] = useState('')
  const [caption, setCaption] = useState('')
  const [tried, setTried] = useState(false)
  return (
    <FormModal
      opened
      title={valueTexts.addPhotos(files.length)}
      onClose={onClose}
      onSubmit={async () => {
        setTried(true)
        if (by.trim() === '') return false
        await onAdd({ by: by.trim(), ...ifText('taken', taken), ...ifText('caption', caption) })
        return true
      }}
    >
      <TextInput
        dir="auto"
        label={valueTexts.photoSource}
        description={valueTexts.whoHint}
        value={by}
        error={tried && by.trim() === '' ? formTexts.required : null}
        data-autofocus
        onChange={(event) => {
          setBy(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={valueTexts.takenLabel}
        value={taken}
        onChange={(event) => {
          setTaken(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={valueTexts.caption}
        value={caption}
        onChange={(event) => {
          setCaption(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}

/** The photos of a person; a press shows one large. */
export const PhotosPanel = ({ person, name, onSave, onChanged }: PhotosPanelProps): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<File[]>([])
  const [large, setLarge] = useState<string | null>(null)
  const shown = person.photos.find(({ id }) => id === large)

  const add = async (files: File[], about: AboutPhoto): Promise<void> => {
    setBusy(true)
    for (const file of files) {
      try {
        toast('good', texts.photoAdded(await sendPhoto(person.id, file, about)))
      } catch (error) {
        toast('fault', newPersonTexts.photoFailed(file.name, error instanceof Error ? error.message : String(error)))
      }
    }
    await onChanged()
    setBusy(false)
  }

  return (
    <Panel
      title={texts.photos}
      actions={
        <Writing>
          <FileButton multiple accept="image/*" onChange={setChosen}>
            {({ onClick }) => (
              <Button
                size="compact-sm"
                variant="default"
                loading={busy}
                leftSection={<IconPhotoPlus size={15} />}
                onClick={onClick}
              >
                {texts.addPhoto}
              </Button>
            )}
          </FileButton>
        </Writing>
      }
    >
      {person.photos.length === 0 ? (
        <p className={classes.muted}>{texts.noPhotos}</p>
      ) : (
        <ul className={classes.photos}>
          {person.photos.map((photo) => (
            <li key={photo.id}>
              {photo.value.quarantined === true ? (
                <HeldTile className={classes.photoFrame} />
              ) : (
                <button
                  type="button"
                  className={classes.photo}
                  aria-haspopup="dialog"
                  onClick={() => {
                    setLarge(photo.id)
                  }}
                >
                  <PersonPhoto
                    person={person.id}
                    photo={photo.id}
                    alt={texts.photoOf(name)}
                    className={classes.photoFrame}
                  />
                </button>
              )}
              {[photo.value.caption, photo.value.taken, photo.said?.by]
                .filter((text) => text !== undefined)
                .map((text) => (
                  <Foreign key={text} className={classes.caption}>
                    {text}
                  </Foreign>
                ))}
            </li>
          ))}
        </ul>
      )}
      {chosen.length === 0 ? null : (
        <PhotoForm
          files={chosen}
          onAdd={(about) => add(chosen, about)}
          onClose={() => {
            setChosen([])
          }}
        />
      )}
      <Modal
        opened={shown !== undefined}
        onClose={() => {
          setLarge(null)
        }}
        size="xl"
        title={shown?.value.caption === undefined ? texts.photos : <Foreign>{shown.value.caption}</Foreign>}
      >
        {shown === undefined ? null : (
          <>
            <PersonPhoto
              person={person.id}
              photo={shown.id}
              edge={1024}
              alt={texts.photoOf(name)}
              className={classes.photoLarge}
            />
            {shown.value.taken === undefined ? null : (
              <p className={classes.muted}>
                {valueTexts.taken}: <Foreign>{shown.value.taken}</Foreign>
              </p>
            )}
            <SourceLine value={shown} />
            <div className={classes.photoTools}>
              <Button
                component="a"
                size="compact-sm"
                variant="default"
                leftSection={<IconDownload size={15} />}
                href={apiUrl(`/people/${encodeURIComponent(person.id)}/photos/${encodeURIComponent(shown.id)}`)}
                download
              >
                {texts.download}
              </Button>
              <QuarantineButton
                target={{ person: person.id, photo: shown.id }}
                label={quarantineTexts.put}
                onDone={() => {
                  setLarge(null)
                }}
              />
              <RemoveButton
                what={texts.photos}
                text={texts.removePhotoText}
                onRemove={async () => {
                  await onSave({ field: 'photo', id: shown.id, value: null })
                  setLarge(null)
                }}
              />
            </div>
          </>
        )}
      </Modal>
    </Panel>
  )
}
