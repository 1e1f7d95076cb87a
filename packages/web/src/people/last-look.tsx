import { Link } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import type { Proposals } from '../api/types.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { firstName } from './person-name.ts'
import classes from './duplicates.module.css'

/** When everybody was compared, what changed since, and who was left out (H2). */
export const LastLook = ({ looked }: { looked: NonNullable<Proposals['looked']> }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const { nothing, crowded, first } = looked.leftOut
  return (
    <div className={classes.looked}>
      <span>
        {texts.looked(looked.people)}, <Instant at={looked.at} />
      </span>
      {looked.changed === 0 ? null : <span>{texts.changed(looked.changed)}</span>}
      {nothing + crowded === 0 ? null : (
        <div className={classes.left}>
          <button
            type="button"
            className={classes.unfold}
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen)
            }}
          >
            {texts.leftOut(nothing + crowded)}
          </button>
          {isOpen ? (
            <>
              {nothing === 0 ? null : <p>{texts.nothing(nothing)}</p>}
              {crowded === 0 ? null : <p>{texts.crowded(crowded)}</p>}
              <ul>
                {first.map((person) => (
                  <li key={person.id}>
                    <Link to="/people/$person" params={{ person: person.id }}>
                      <Foreign>{firstName(person)}</Foreign>
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      )}
    </div>
  )
}
