import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { quarantineQuery } from './use-quarantine.ts'

/** On the first page: that something is in quarantine and waits for its next step. Nothing when there is none. */
export const QuarantineNotice = (): JSX.Element | null => {
  const { data = [] } = useQuery(quarantineQuery)
  const standing = data.filter(({ state }) => state === 'standing').length
  return standing === 0 ? null : (
    <Panel title={texts.home(standing)} tone="amber" actions={<TextLink to="/quarantine">{texts.open}</TextLink>}>
      <p>{texts.homeText}</p>
    </Panel>
  )
}
