import { IconDownload, IconFile, IconFileUnknown, IconPhotoOff } from '@tabler/icons-react'
import type { JSX } from 'react'
import { apiUrl } from '../api/client.ts'
import type { Attachment } from '../api/types.ts'
import { HeldTile } from '../quarantine/held-tile.tsx'
import { QuarantineButton } from '../quarantine/quarantine-button.tsx'
import { useIsHeld } from '../quarantine/use-quarantine.ts'
import { quarantineTexts } from '../texts/quarantine.ts'
import { chatTexts as texts } from '../texts/chat.ts'
import { Foreign } from '../ui/foreign.tsx'
import { EvidencePicture } from '../ui/picture.tsx'
import classes from './chat.module.css'

const isPicture = ({ mediaType }: Attachment): boolean => mediaType?.startsWith('image/') === true

const Present = ({ attachment, item, scope }: { attachment: Attachment; item: string; scope: string }): JSX.Element => {
  const isHeld = useIsHeld(item)
  return (
    <li className={classes.attachment}>
      {isHeld ? (
        <HeldTile />
      ) : isPicture(attachment) ? (
        <EvidencePicture className={classes.attachmentPicture} item={item} alt={attachment.path} scope={scope} />
      ) : (
        <a
          className={classes.attachmentFile}
          href={apiUrl(`/items/${encodeURIComponent(item)}/content`)}
          download
          aria-label={texts.saveAttachment(attachment.path)}
        >
          <IconFile size={18} stroke={1.5} aria-hidden />
          <Foreign>{attachment.path}</Foreign>
          <IconDownload size={16} stroke={1.6} aria-hidden />
        </a>
      )}
      {isHeld ? null : <QuarantineButton target={{ item }} label={quarantineTexts.putItem(attachment.path)} />}
    </li>
  )
}

const Absent = ({ attachment }: { attachment: Attachment }): JSX.Element => {
  const missing = attachment.status === 'missing'
  const Sign = isPicture(attachment) ? IconPhotoOff : IconFileUnknown
  return (
    <li className={classes.absent} title={missing ? texts.missingHint : texts.notIncludedHint}>
      <Sign size={18} stroke={1.5} aria-hidden />
      <Foreign>{attachment.path}</Foreign>
      <span className={classes.absentWord}>{missing ? texts.missing : texts.notIncluded}</span>
    </li>
  )
}

/** Files of a message: blurred pictures, files to save, and markers for what did not come with the export. */
export const Attachments = ({ attachments, scope }: { attachments: Attachment[]; scope: string }): JSX.Element | null =>
  attachments.length === 0 ? null : (
    <ul className={classes.attachments}>
      {attachments.map((attachment) =>
        attachment.status === 'present' && attachment.item !== null ? (
          <Present key={attachment.path} attachment={attachment} item={attachment.item} scope={scope} />
        ) : (
          <Absent key={attachment.path} attachment={attachment} />
        ),
      )}
    </ul>
  )
