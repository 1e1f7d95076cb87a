import { IconEyeOff } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { AlbumPlan } from '../api/types.ts'
import { leftOutTexts, newAlbumTexts as texts } from '../texts/albums.ts'
import { count } from '../texts/plural.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { TextLink } from '../ui/link.tsx'
import classes from './albums.module.css'

const mostListed = 200

const Name = ({ person, name }: { person: string; name: string | null }): JSX.Element => (
  <TextLink to="/people/$person" params={{ person }}>
    <Foreign>{name ?? person}</Foreign>
  </TextLink>
)

/** Everybody chosen, counted: who would be shown, and who is left out and why (H2). */
export const AlbumPreview = ({ plan }: { plan: AlbumPlan }): JSX.Element => {
  const { chosen, shown, leftOut, pictures } = plan
  const reasons = [...new Set(leftOut.map(({ why }) => why))]
  return (
    <div className={classes.fields}>
      <p className={classes.strong}>{shown.length === 0 ? texts.nobody : texts.shown(shown.length, pictures)}</p>
      {shown.length === 0 ? null : (
        <details>
          <summary>{texts.list}</summary>
          <ul className={classes.names}>
            {shown.slice(0, mostListed).map(({ person, name, isUnderAge }) => (
              <li key={person}>
                <Name person={person} name={name} />
                {isUnderAge ? <Chip tone="amber">{texts.young}</Chip> : null}
              </li>
            ))}
          </ul>
        </details>
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
          <details>
            <summary>{texts.list}</summary>
            <ul className={classes.names}>
              {leftOut.slice(0, mostListed).map(({ person, name, why, reason }) => (
                <li key={person}>
                  <Name person={person} name={name} />
                  <span className={classes.muted}>{reason ?? leftOutTexts[why]}</span>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
      <p className={classes.sum}>{texts.sum(chosen, shown.length, leftOut.length)}</p>
    </div>
  )
}
