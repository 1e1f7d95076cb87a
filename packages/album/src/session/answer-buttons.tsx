import type { ReactElement } from 'react'
import { ALBUM_ANSWERS } from '@homeward/format'
import type { AlbumAnswer } from '@homeward/format'
import { t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { Icon } from '../ui/icons.tsx'
import type { IconName } from '../ui/icons.tsx'
import css from './session.module.css'

/** The words and the sign of each answer: told apart by shape and place, never by colour alone. */
export const answerLooks: Record<AlbumAnswer, { text: TextKey; icon: IconName }> = {
  recognised: { text: 'answer.recognised', icon: 'yes' },
  unsure: { text: 'answer.unsure', icon: 'unsure' },
  'not-recognised': { text: 'answer.notRecognised', icon: 'no' },
  unsaid: { text: 'answer.unsaid', icon: 'quiet' },
}

/** The four answers, always in the same places. */
export const AnswerButtons = ({
  chosen,
  isDisabled,
  onAnswer,
}: {
  chosen: AlbumAnswer | null
  isDisabled: boolean
  onAnswer: (answer: AlbumAnswer) => void
}): ReactElement => (
  <fieldset className={css.answers} aria-label={t('session.question')}>
    {ALBUM_ANSWERS.map((answer) => (
      <button
        key={answer}
        type="button"
        className={css.answer}
        data-answer={answer}
        aria-pressed={chosen === null ? undefined : chosen === answer}
        disabled={isDisabled}
        onClick={() => {
          onAnswer(answer)
        }}
      >
        <Icon name={answerLooks[answer].icon} />
        <span>{t(answerLooks[answer].text)}</span>
      </button>
    ))}
  </fieldset>
)
