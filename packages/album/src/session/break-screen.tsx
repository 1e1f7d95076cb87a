import { useState } from 'react'
import type { ReactElement } from 'react'
import { t } from '../texts/texts.ts'
import { Button, Notice, Screen } from '../ui/parts.tsx'

/** A break: no picture is on the screen, nothing is asked. */
export const Break = ({
  isTelling,
  onResume,
  onEnd,
  onHome,
}: {
  /** Whether something was told that is in no answer yet: it goes when the session ends. */
  isTelling: boolean
  onResume: () => void
  onEnd: () => void
  onHome: () => void
}): ReactElement => {
  const [isEnding, setIsEnding] = useState(false)
  if (isEnding)
    return (
      <Screen
        title={t('break.endTitle')}
        isMiddle
        actions={
          <>
            <Button look="primary" onPress={onEnd}>
              {t('break.endYes')}
            </Button>
            <Button
              onPress={() => {
                setIsEnding(false)
              }}
            >
              {t('break.endNo')}
            </Button>
          </>
        }
      >
        <p>{t('break.endText')}</p>
        {isTelling && <Notice kind="waits">{t('break.endTelling')}</Notice>}
      </Screen>
    )
  return (
    <Screen
      mark="break"
      title={t('break.title')}
      isMiddle
      actions={
        <>
          <Button look="primary" icon="play" onPress={onResume}>
            {t('break.resume')}
          </Button>
          <Button
            icon="stop"
            onPress={() => {
              setIsEnding(true)
            }}
          >
            {t('break.end')}
          </Button>
          <Button look="quiet" onPress={onHome}>
            {t('break.later')}
          </Button>
        </>
      }
    >
      <p>{t('break.text')}</p>
    </Screen>
  )
}
