import { Button } from '@mantine/core'
import { useState, type JSX } from 'react'
import { keysTexts as texts } from '../texts/keys.ts'
import { Panel } from '../ui/panel.tsx'
import { ChangePassphrase } from './change-passphrase.tsx'

/** The passphrase of this member, which can be replaced and never shown. */
export const OwnPassphrase = (): JSX.Element => {
  const [changing, setChanging] = useState(false)
  return (
    <Panel
      title={texts.passphrase}
      actions={
        <Button
          variant="default"
          onClick={() => {
            setChanging(true)
          }}
        >
          {texts.change}
        </Button>
      }
    >
      <p>{texts.passphraseText}</p>
      {changing ? (
        <ChangePassphrase
          onClose={() => {
            setChanging(false)
          }}
        />
      ) : null}
    </Panel>
  )
}
