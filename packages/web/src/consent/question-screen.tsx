import { Button, Modal } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconClockPause, IconPlayerStop, IconVolume, IconX } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { ConsentLanguage, ConsentScope, ConsentWording, Purpose } from '../api/types.ts'
import { askTexts } from '../texts/consent.ts'
import { Foreign } from '../ui/foreign.tsx'
import { useVoice } from './use-voice.ts'
import classes from './consent.module.css'

/** What somebody can answer; each weighs the same on the screen. */
export type Answer = 'yes' | 'no' | 'notNow'
/** The answers so far, purpose by purpose. */
export type Answers = Partial<Record<Purpose, Answer>>

interface QuestionScreenProps {
  name: string
  language: ConsentLanguage
  wording: ConsentWording
  purposes: readonly Purpose[]
  scopes: readonly ConsentScope[]
  onLeave: () => void
  onDone: (answers: Answers) => void
}

const signs = { yes: IconCheck, no: IconX, notNow: IconClockPause } as const
/** Each question is read from its beginning, also by a screen reader. */
const focusOn = (heading: HTMLElement | null): void => {
  heading?.focus({ preventScroll: true })
}

const choices: readonly Answer[] = ['yes', 'no', 'notNow']

/**
 * The screen in front of whoever is asked: one purpose at a time in their language, over everything else that the page shows.
 * At the end they see what they said before the device goes back.
 */
export const QuestionScreen = ({
  name,
  language,
  wording,
  purposes,
  scopes,
  onLeave,
  onDone,
}: QuestionScreenProps): JSX.Element => {
  const [at, setAt] = useState(0)
  const [answers, setAnswers] = useState<Answers>({})
  const voice = useVoice(language)
  const purpose = purposes[at]
  const go = (to: number): void => {
    voice.stop()
    if (to < 0) onLeave()
    else setAt(to)
  }
  // Not every browser knows how Sorani writes numbers.
  const number = new Intl.NumberFormat(wording.direction === 'rtl' ? 'ar-u-nu-arab' : language)
  const about = `${wording.about} ${scopes.map((scope) => wording.parts[scope]).join(wording.direction === 'rtl' ? '، ' : ', ')}`
  const said = purposes.map((one) => `${wording.purposes[one].question} ${wording[answers[one] ?? 'notNow']}`)
  const spoken =
    purpose === undefined
      ? [wording.thanks, wording.said, ...said, wording.handBack]
      : [wording.purposes[purpose].question, wording.purposes[purpose].words, about, wording.free]
  return (
    <Modal
      opened
      fullScreen
      withCloseButton={false}
      closeOnEscape={false}
      padding={0}
      transitionProps={{ duration: 0 }}
      onClose={onLeave}
      aria-label={askTexts.tab}
    >
      <div className={classes.screen} lang={language} dir={wording.direction}>
        <div className={classes.bar}>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={18} />}
            onClick={() => {
              go(at - 1)
            }}
          >
            {wording.back}
          </Button>
          {purpose === undefined ? null : (
            <span className={classes.steps}>{`${number.format(at + 1)} / ${number.format(purposes.length)}`}</span>
          )}
          {voice.isThere ? (
            <Button
              variant="default"
              leftSection={voice.isReading ? <IconPlayerStop size={18} /> : <IconVolume size={18} />}
              onClick={() => {
                if (voice.isReading) voice.stop()
                else voice.read(spoken.join('\n'))
              }}
            >
              {voice.isReading ? wording.quiet : wording.aloud}
            </Button>
          ) : null}
        </div>
        {purpose === undefined ? (
          <div className={classes.text}>
            <h2 key={at} ref={focusOn} tabIndex={-1} data-autofocus>
              {wording.thanks}
            </h2>
            <p>{wording.said}</p>
            <ul className={classes.said}>
              {purposes.map((one) => (
                <li key={one}>
                  <span>{wording.purposes[one].question}</span>
                  <strong>{wording[answers[one] ?? 'notNow']}</strong>
                </li>
              ))}
            </ul>
            <p>{wording.handBack}</p>
          </div>
        ) : (
          <div className={classes.text}>
            <p className={classes.about}>
              <Foreign>{name}</Foreign>
            </p>
            <h2 key={at} ref={focusOn} tabIndex={-1} data-autofocus>
              {wording.purposes[purpose].question}
            </h2>
            <p>{wording.purposes[purpose].words}</p>
            <p>{about}</p>
            <p className={classes.about}>{wording.free}</p>
          </div>
        )}
        <div className={classes.big}>
          {purpose === undefined ? (
            <Button
              variant="default"
              lang="en"
              dir="ltr"
              onClick={() => {
                voice.stop()
                onDone(answers)
              }}
            >
              {askTexts.goOn}
            </Button>
          ) : (
            choices.map((answer) => {
              const Sign = signs[answer]
              return (
                <Button
                  key={answer}
                  variant="default"
                  leftSection={<Sign size={24} />}
                  aria-pressed={answers[purpose] === answer}
                  onClick={() => {
                    setAnswers({ ...answers, [purpose]: answer })
                    go(at + 1)
                  }}
                >
                  {wording[answer]}
                </Button>
              )
            })
          )}
        </div>
      </div>
    </Modal>
  )
}
