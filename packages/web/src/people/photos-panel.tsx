import { FileButton, Button, Modal } from '@mantine/core'
import { IconDownload, IconPhotoPlus } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { apiUrl, upload } from '../api/client.ts'
import type { NewValue, Person } from '../api/types.ts'
import { personTexts as texts, newPersonTexts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { toast } from '../ui/toasts.tsx'
import { Writing } from '../ui/writing.tsx'
import classes from './person.module.css'

interface PhotosPanelProps {
  person: Person
  name: string
  onSave: (value: NewValue) => Promise<void>
  onChanged: () => Promise<void>
}

/** Sends one photo of a person, byte for byte; resolves with how many new leads it gave. Throws ApiError. */
export const sendPhoto = async (person: string, file: File): Promise<number> => {
  const answer = await upload<{ newLeads: number }>('POST', `/people/${encodeURIComponent(person)}/photos`, file, {
    query: {},
    contentType: file.type === '' ? 'application/octet-stream' : file.type,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  })
  return answer.newLeads
}

/** The photos of a person; a press shows one large. */
export const PhotosPanel = ({ person, name, onSave, onChanged }: PhotosPanelProps): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const [large, setLarge] = useState<string | null>(null)
  const shown = person.photos.find(({ id }) => id === large)

  const add = async (files: File[]): Promise<void> => {
    setBusy(true)
    for (const file of files) {
      try {
        toast('good', texts.photoAdded(await sendPhoto(person.id, file)))
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
          <FileButton multiple accept="image/*" onChange={(files) => void add(files)}>
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
              {photo.value.caption === undefined ? null : (
                <Foreign className={classes.caption}>{photo.value.caption}</Foreign>
              )}
            </li>
          ))}
        </ul>
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
