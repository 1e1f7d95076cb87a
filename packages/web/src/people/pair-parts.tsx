import type { JSX } from 'react'
import type { NamePart, Proposal } from '../api/types.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { nameTexts } from '../texts/names.ts'
import { sexTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import classes from './duplicates.module.css'

type Part = Proposal['parts'][number]

const toneOf = (bits: number | null): 'moss' | 'clay' | 'plain' => {
  if (bits === null || bits > 0.3) return 'moss'
  return bits < -0.3 ? 'clay' : 'plain'
}

const valueText = (field: Part['field'], value: string): string =>
  field === 'sex' && Object.hasOwn(sexTexts, value) ? sexTexts[value as keyof typeof sexTexts] : value

const wordKey = ({ part, a, b }: NamePart): string => `${part} ${a ?? ''} ${b ?? ''}`

const PartRow = ({ part }: { part: Part }): JSX.Element => (
  <tr>
    <th scope="row">{texts.fields[part.field]}</th>
    <td>
      <Foreign>{valueText(part.field, part.a)}</Foreign>
    </td>
    <td>
      <Foreign>{valueText(part.field, part.b)}</Foreign>
      {part.words.length === 0 ? null : (
        <ul className={classes.met}>
          {part.words.map((word) => (
            <li key={wordKey(word)}>{nameTexts.stands(word, part.field === 'name')}</li>
          ))}
        </ul>
      )}
      {part.years === null ? null : <p className={classes.met}>{texts.years(part.years)}</p>}
    </td>
    <td>
      <Chip tone={toneOf(part.bits)}>{texts.speaks(part.bits)}</Chip>
    </td>
  </tr>
)

/** What speaks for one person and against it, part by part; what either record does not say is not listed. */
export const PairParts = ({ pair }: { pair: Proposal }): JSX.Element =>
  pair.parts.length === 0 ? (
    <p className={classes.muted}>{texts.noWhy}</p>
  ) : (
    <>
      <table className={classes.parts}>
        <thead>
          <tr>
            <th scope="col">{texts.part}</th>
            <th scope="col">{texts.first}</th>
            <th scope="col">{texts.second}</th>
            <th scope="col">{texts.weight}</th>
          </tr>
        </thead>
        <tbody>
          {pair.parts.map((part) => (
            <PartRow key={part.field} part={part} />
          ))}
        </tbody>
      </table>
      {pair.relatives && pair.band !== 'siblings' ? <p className={classes.muted}>{texts.relatives}</p> : null}
    </>
  )
