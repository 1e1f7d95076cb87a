import { Switch, VisuallyHidden } from '@mantine/core'
import { IconEye, IconEyeOff, IconPhotoOff, IconUser } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { apiUrl } from '../api/client.ts'
import { pictureTexts } from '../texts/ui.ts'
import { HeldTile } from '../quarantine/held-tile.tsx'
import { useIsHeld } from '../quarantine/use-quarantine.ts'
import { useReveal } from './reveal-store.ts'
import classes from './picture.module.css'

type Edge = 320 | 1024

/** Address of the thumbnail of a source's picture. */
export const itemPicture = (item: string, edge: Edge): string => apiUrl(`/items/${encodeURIComponent(item)}`, { edge })
/** Address of the thumbnail of a person's photo. */
export const personPicture = (person: string, photo: string, edge: Edge): string =>
  apiUrl(`/people/${encodeURIComponent(person)}/photos/${encodeURIComponent(photo)}`, { edge })

const Broken = (): JSX.Element => (
  <span className={classes.broken}>
    <IconPhotoOff size={22} stroke={1.5} aria-hidden />
    <span>{pictureTexts.broken}</span>
  </span>
)

interface PhotoProps {
  person: string
  photo: string | null
  alt: string
  edge?: Edge
  className?: string | undefined
}

/** A photo of a person; a quiet outline where there is none. Not blurred: families chose these pictures. */
export const PersonPhoto = ({ person, photo, alt, edge = 320, className }: PhotoProps): JSX.Element => {
  const [failed, setFailed] = useState(false)
  return (
    <span className={`${classes.frame} ${className ?? ''}`}>
      {photo === null ? (
        <>
          <IconUser className={classes.nobody} size="45%" stroke={1.25} aria-hidden />
          <VisuallyHidden>{pictureTexts.none}</VisuallyHidden>
        </>
      ) : failed ? (
        <Broken />
      ) : (
        <img
          src={personPicture(person, photo, edge)}
          alt={alt}
          decoding="async"
          draggable={false}
          onError={() => {
            setFailed(true)
          }}
        />
      )}
    </span>
  )
}

interface EvidenceProps {
  item: string
  alt: string
  /** Page or part of a page whose pictures are revealed together. */
  scope: string
  edge?: Edge
  /** Small frames show no words, only the sign. */
  small?: boolean
  className?: string | undefined
}

/** A picture from evidence: blurred until somebody asks for it, each press for this picture alone. */
export const EvidencePicture = ({
  item,
  alt,
  scope,
  edge = 320,
  small = false,
  className,
}: EvidenceProps): JSX.Element => {
  const [whole] = useReveal(scope)
  const [one, setOne] = useReveal(`item:${item}`)
  const [failed, setFailed] = useState(false)
  const visible = whole || one
  const isHeld = useIsHeld(item)
  if (isHeld) return <HeldTile className={className} small={small} />
  if (failed) {
    return (
      <span className={`${classes.frame} ${className ?? ''}`}>
        <Broken />
      </span>
    )
  }
  return (
    <span className={`${classes.frame} ${className ?? ''}`} data-blurred={!visible} data-small={small}>
      <img
        src={itemPicture(item, edge)}
        alt={visible ? alt : pictureTexts.blurred}
        decoding="async"
        draggable={false}
        onError={() => {
          setFailed(true)
        }}
      />
      {whole ? null : (
        <button
          type="button"
          className={classes.veil}
          aria-pressed={one}
          aria-label={one ? pictureTexts.hide : `${pictureTexts.show}: ${alt}`}
          onClick={() => {
            setOne(!one)
          }}
        >
          {one ? <IconEyeOff size={18} aria-hidden /> : <IconEye size={18} aria-hidden />}
          {small || one ? null : <span>{pictureTexts.show}</span>}
        </button>
      )}
    </span>
  )
}

/** The switch that reveals every picture of a scope until the vault is locked. */
export const RevealSwitch = ({ scope }: { scope: string }): JSX.Element => {
  const [on, setOn] = useReveal(scope)
  return (
    <Switch
      size="sm"
      label={pictureTexts.revealAll}
      title={pictureTexts.revealAllHint}
      checked={on}
      onChange={(event) => {
        setOn(event.currentTarget.checked)
      }}
    />
  )
}
