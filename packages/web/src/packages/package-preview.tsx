import { IconCheck, IconEyeOff } from '@tabler/icons-react'
import { listed } from '../texts/plural.ts'
import type { JSX } from 'react'
import type { PackagePreview as Preview, PreviewPerson } from '../api/types.ts'
import { newPackageTexts as texts, withheldTexts } from '../texts/packages.ts'
import { scopeTexts } from '../texts/people.ts'
import { byteSize } from '../texts/ui.ts'
import { withheldReasonWords } from '../texts/withheld-words.ts'
import { Foreign } from '../ui/foreign.tsx'
import { SaidLine } from '../ui/said.tsx'
import classes from './packages.module.css'

const listedAtOnce = 8

type Withheld = PreviewPerson['withheld'][number]

/** What is withheld for the same reason, together. */
const byReason = (withheld: readonly Withheld[]): { reason: Withheld['reason']; scopes: Withheld['scope'][] }[] =>
  [...new Map(withheld.map(({ reason }) => [reason.text, reason])).values()].map((reason) => ({
    reason,
    scopes: withheld.filter((part) => part.reason.text === reason.text).map(({ scope }) => scope),
  }))

const PersonPreview = ({ person }: { person: PreviewPerson }): JSX.Element => (
  <li className={classes.previewPerson}>
    <Foreign className={classes.strong}>{person.name}</Foreign>
    {person.allowed.length === 0 ? (
      <p className={classes.muted}>{texts.nothingAllowed}</p>
    ) : (
      <p className={classes.allowed}>
        <IconCheck size={16} stroke={1.75} aria-hidden />
        <span>
          {texts.allowed}: {listed(person.allowed.map((scope) => scopeTexts[scope]))}
        </span>
      </p>
    )}
    {byReason(person.withheld).map(({ reason, scopes }) => (
      <p key={reason.text} className={classes.withheld}>
        <IconEyeOff size={16} stroke={1.75} aria-hidden />
        <span>
          {texts.withheld}: {listed(scopes.map((scope) => withheldTexts[scope]))} (
          <SaidLine said={reason} words={withheldReasonWords} />)
        </span>
      </p>
    ))}
  </li>
)

/** What a package would hold, and what consent keeps back, person by person (H7). */
export const PackagePreview = ({ preview }: { preview: Preview }): JSX.Element => (
  <div className={classes.preview}>
    <div>
      <h3>{texts.previewItems(preview.items.length, byteSize(preview.bytes))}</h3>
      <ul className={classes.previewItems}>
        {preview.items.slice(0, listedAtOnce).map((item) => (
          <li key={item.id}>
            <Foreign>{item.path}</Foreign> <span className={classes.muted}>{byteSize(item.size)}</span>
          </li>
        ))}
        {preview.items.length > listedAtOnce ? (
          <li className={classes.muted}>{texts.moreItems(preview.items.length - listedAtOnce)}</li>
        ) : null}
      </ul>
    </div>
    <ul className={classes.previewPeople}>
      {preview.persons.map((person) => (
        <PersonPreview key={person.id} person={person} />
      ))}
    </ul>
  </div>
)
