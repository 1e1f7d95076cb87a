import { Button } from '@mantine/core'
import type { JSX } from 'react'
import { joinTexts as texts } from '../texts/join.ts'
import classes from './unlock.module.css'

/** The code that a coordinator types when they hear it (rule M1). */
export const JoinCode = ({ code, onDone }: { code: string; onDone: () => void }): JSX.Element => (
  <>
    <p className={classes.lead}>{texts.codeLead}</p>
    <output className={classes.code} aria-label={texts.code}>
      {code}
    </output>
    <p className={classes.lead}>{texts.codeThen}</p>
    <div className={classes.choices}>
      <Button size="md" onClick={onDone}>
        {texts.done}
      </Button>
    </div>
  </>
)
