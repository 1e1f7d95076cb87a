import { Button } from '@mantine/core'
import type { JSX } from 'react'
import type { AlbumReceipt } from '../api/types.ts'
import { newAlbumTexts as texts } from '../texts/albums.ts'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './albums.module.css'

/** The receipt of an album that was made (H2). */
export const AlbumDone = ({ receipt, onAnother }: { receipt: AlbumReceipt; onAnother: () => void }): JSX.Element => (
  <Page above={<TextLink to="/albums">{texts.back}</TextLink>} title={texts.done} tab={texts.tab} width="reading">
    <Panel>
      <div className={classes.fields}>
        <p className={classes.strong}>
          {texts.doneSum(receipt.chosen, receipt.people, receipt.leftOut.length, receipt.pictures)}
        </p>
        <p>{texts.doneHint}</p>
        <div className={classes.actions}>
          <LinkButton to="/albums">{texts.back}</LinkButton>
          <Button variant="default" onClick={onAnother}>
            {texts.another}
          </Button>
        </div>
      </div>
    </Panel>
  </Page>
)
