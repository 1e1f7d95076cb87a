import type { ReactElement } from 'react'
import type { AlbumPicture, FileLineKind } from '@homeward/format'
import type { OpenPhone } from '../store/open-phone.ts'
import { partialWords, t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { RoundButton, Screen } from '../ui/parts.tsx'
import { Picture } from '../ui/picture.tsx'
import css from '../ui/ui.module.css'

const kinds: Record<FileLineKind, TextKey> = {
  birth: 'file.birth',
  origin: 'file.origin',
  event: 'file.event',
  'last-seen': 'file.lastSeen',
  mark: 'file.mark',
  statement: 'file.statement',
}

const OnePicture = ({ open, picture }: { open: OpenPhone; picture: AlbumPicture }): ReactElement => (
  <figure className={css.portrait}>
    <div>
      <Picture
        sealed={open.sealed}
        picture={picture}
        alt={picture.name ?? t('file.picture')}
        onLost={() => undefined}
      />
    </div>
    {picture.name !== undefined && (
      <figcaption>
        <bdi>{picture.name}</bdi>
      </figcaption>
    )}
  </figure>
)

/** A family's own file: pictures and what is known, with where each line stands. Nothing is asked and nothing is sent. */
export const FamilyFile = ({ open, onDone }: { open: OpenPhone; onDone: () => void }): ReactElement => {
  const { manifest } = open
  return (
    <Screen title={t('file.title')} start={<RoundButton name={t('back')} icon="back" onPress={onDone} />}>
      <div className={css.portraits}>
        {(manifest?.pictures ?? []).map((picture) => (
          <OnePicture key={picture.id} open={open} picture={picture} />
        ))}
      </div>
      <dl className={css.file}>
        {(manifest?.file ?? []).map((line) => (
          <div key={JSON.stringify(line)} className={css.card}>
            <dt className={css.dim}>
              {t(kinds[line.what])}
              {line.date !== undefined && ` · ${partialWords(line.date)}`}
            </dt>
            <dd dir="auto">{line.text}</dd>
          </div>
        ))}
      </dl>
      <p className={css.dim}>{t('file.ask')}</p>
    </Screen>
  )
}
