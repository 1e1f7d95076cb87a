import { IconMapPin } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { Located } from '../api/types.ts'
import { placesTexts as texts, precisionTexts } from '../texts/places.ts'
import { Foreign } from '../ui/foreign.tsx'
import classes from './places.module.css'

/** Which place words are taken to mean, and how exactly. */
export const LocatedText = ({ located }: { located: Located }): JSX.Element => (
  <span className={classes.located}>
    <IconMapPin size={14} stroke={1.7} aria-hidden /> <span className={classes.hidden}>{texts.means} </span>
    <Foreign>{located.label}</Foreign> <span className={classes.kind}>{precisionTexts[located.precision]}</span>
    {located.point === undefined ? null : (
      <bdi dir="ltr">
        {' '}
        {located.point.lat}, {located.point.lon}
      </bdi>
    )}
  </span>
)
