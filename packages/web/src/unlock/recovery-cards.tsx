import { Button, Checkbox } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Joined } from '../api/types.ts'
import { joinTexts as texts } from '../texts/join.ts'
import { withKeys } from '../ui/with-keys.ts'
import { QrCode } from './qr-code.tsx'
import classes from './recovery-cards.module.css'

const Card = ({ card, number, of }: { card: Joined['cards'][number]; number: number; of: number }): JSX.Element => (
  <article className={classes.card}>
    <div>
      <h2>{texts.card(number, of)}</h2>
      <p>{texts.cardPurpose}</p>
      <p>{texts.cardRule}</p>
    </div>
    <QrCode text={card.share} label={texts.qr(number)} />
    <ol className={classes.words}>
      {withKeys(card.words, (word) => word).map(({ key, value }) => (
        <li key={key}>{value}</li>
      ))}
    </ol>
    <code className={classes.share}>{card.share}</code>
  </article>
)

/** The three recovery cards, shown and printed once: nothing keeps them (rule K7). */
export const RecoveryCards = ({ cards, onKept }: { cards: Joined['cards']; onKept: () => void }): JSX.Element => {
  const [kept, setKept] = useState(false)
  return (
    <>
      <div className={classes.guide}>
        <p>{texts.cardsLead}</p>
        <p>{texts.cardsWarning}</p>
        <Button
          variant="default"
          leftSection={<IconPrinter size={17} stroke={1.75} />}
          onClick={() => {
            globalThis.print()
          }}
        >
          {texts.print}
        </Button>
      </div>
      <div className={classes.cards}>
        {cards.map((card, at) => (
          <Card key={card.share} card={card} number={at + 1} of={cards.length} />
        ))}
      </div>
      <div className={classes.guide}>
        <Checkbox
          label={texts.kept}
          checked={kept}
          onChange={(event) => {
            setKept(event.currentTarget.checked)
          }}
        />
        <Button size="md" disabled={!kept} onClick={onKept}>
          {texts.toCode}
        </Button>
      </div>
    </>
  )
}
