import { Button, Modal } from '@mantine/core'
import type { JSX } from 'react'
import { erasureTexts as texts } from '../texts/erasure.ts'
import classes from './erasure.module.css'

/** Why a file inside an archive cannot be erased alone (rule R28), and what can be done instead. */
export const InsideArchive = ({ onArchive, onClose }: { onArchive: () => void; onClose: () => void }): JSX.Element => (
  <Modal opened onClose={onClose} title={texts.titleInside} size="lg">
    <div className={classes.step}>
      <p>{texts.inside}</p>
      <ul className={classes.ways}>
        {texts.insideSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {texts.close}
        </Button>
        <Button onClick={onArchive}>{texts.eraseArchive}</Button>
      </div>
    </div>
  </Modal>
)
