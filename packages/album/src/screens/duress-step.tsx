import { useState } from 'react'
import type { ReactElement } from 'react'
import { plainSecret } from '../store/secrets.ts'
import type { SecretKind } from '../store/secrets.ts'
import { t } from '../texts/texts.ts'
import { Button, Field, Notice, Screen } from '../ui/parts.tsx'
import { PinTwice } from './secret-step.tsx'

interface DuressProps {
  steps: ReactElement
  kind: SecretKind
  own: string
  onChosen: (duress: string | null) => void
}

/** A second PIN that destroys the album and opens an empty one; or none. */
export const DuressStep = (props: DuressProps): ReactElement => {
  const [isWanted, setIsWanted] = useState(false)
  const { steps, kind, own, onChosen } = props
  if (isWanted && kind === 'pin')
    return (
      <PinTwice
        steps={steps}
        title={t('duress.choose')}
        text={t('duress.chooseText')}
        refusedSecret={own}
        onChosen={onChosen}
      />
    )
  if (isWanted) return <DuressPassphrase {...props} />
  return (
    <Screen
      mark="lock"
      title={t('duress.title')}
      start={steps}
      actions={
        <>
          <Button
            look="primary"
            onPress={() => {
              setIsWanted(true)
            }}
          >
            {t('duress.want')}
          </Button>
          <Button
            onPress={() => {
              onChosen(null)
            }}
          >
            {t('duress.without')}
          </Button>
        </>
      }
    >
      <p>{t('duress.text')}</p>
      <p>{t('duress.limits')}</p>
    </Screen>
  )
}

/** Fewer demands than on the other one: it protects nothing. */
const least = 6

const DuressPassphrase = ({ steps, own, onChosen }: DuressProps): ReactElement => {
  const [typed, setTyped] = useState('')
  const secret = plainSecret(typed)
  const isSame = secret === plainSecret(own)
  return (
    <Screen
      title={t('duress.choose')}
      start={steps}
      actions={
        <Button
          look="primary"
          isDisabled={isSame || secret.length < least}
          onPress={() => {
            onChosen(typed)
          }}
        >
          {t('go')}
        </Button>
      }
    >
      <p>{t('duress.chooseText')}</p>
      <Field label={t('duress.label')} hint={t('duress.hint')} value={typed} maxLength={200} onChange={setTyped} />
      {isSame && <Notice kind="fault">{t('duress.same')}</Notice>}
    </Screen>
  )
}
