import { Button } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useState, type JSX, type ReactNode } from 'react'
import type { AlbumPlan } from '../api/types.ts'
import { leftOutTexts, newAlbumTexts as texts } from '../texts/albums.ts'
import { count } from '../texts/plural.ts'
import { withheldReasonWords } from '../texts/withheld-words.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { TextLink } from '../ui/link.tsx'
import { SaidLine } from '../ui/said.tsx'
import classes from './albums.module.css'

const mostListed = 200

const Name = ({ person, name }: { person: string; name: string | null }): JSX.Element => (
  <TextLink to="/people/$person" params={{ person }}>
    <Foreign>{name ?? person}</Foreign>
  </TextLink>
)

/** A list that is there when somebody asks for it. */
const Listed = ({ children }: { children: ReactNode }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen)
        }}
      >
        {texts.list}
      </Button>
      {isOpen ? <ul className={classes.names}>{children}</ul> : null}
    </div>
  )
}

/** Everybody chosen, counted: who would be shown, and who is left out and why (H2). */
export const AlbumPreview = ({ plan }: { plan: AlbumPlan }): JSX.Element => {
  const { chosen, shown, leftOut, pictures } = plan
  const reasons = [...new Set(leftOut.map(({ why }) => why))]
  return (
    <div className={classes.fields}>
      <p className={classes.strong}>{shown.length === 0 ? texts.nobody : texts.shown(shown.length, pictures)}</p>
      {shown.length === 0 ? null : (
        <Listed>
          {shown.slice(0, mostListed).map(({ person, name, isUnderAge }) => (
            <li key={person}>
              <Name person={person} name={name} />
              {isUnderAge ? <Chip tone="amber">{texts.young}</Chip> : null}
            </li>
          ))}
        </Listed>
      )}
      {leftOut.length === 0 ? null : (
        <>
          <p className={classes.strong}>{texts.leftOut(leftOut.length)}</p>
          <ul className={classes.counts}>
            {reasons.map((why) => (
              <li key={why}>
                <span>
                  <IconEyeOff size={15} stroke={1.6} aria-hidden /> {leftOutTexts[why]}
                </span>
                <span>{count(leftOut.filter((one) => one.why === why).length)}</span>
              </li>
            ))}
          </ul>
          <Listed>
            {leftOut.slice(0, mostListed).map(({ person, name, why, reason }) => (
              <li key={person}>
                <Name person={person} name={name} />
                <span className={classes.muted}>
                  {reason === null ? leftOutTexts[why] : <SaidLine said={reason} words={withheldReasonWords} />}
                </span>
              </li>
            ))}
          </Listed>
        </>
      )}
      <p className={classes.sum}>{texts.sum(chosen, shown.length, leftOut.length)}</p>
    </div>
  )
}
