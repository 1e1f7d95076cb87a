import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import type { JSX } from 'react'
import { useOpens } from '../api/session-store.ts'
import { searchTexts as texts } from '../texts/search.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { FoundMessages } from './found-messages.tsx'
import { FoundPeople } from './found-people.tsx'
import { SearchBox } from './search-box.tsx'
import { useSearchText } from './search-text.ts'
import classes from './search.module.css'

/** People and messages that fit what is typed in the search box. */
export const SearchPage = (): JSX.Element => {
  const [text] = useSearchText()
  const opensPeople = useOpens('registry')
  const opensMessages = useOpens('evidence')
  const [query] = useDebouncedValue(text.trim(), 220)
  return (
    <Page title={texts.title} tab={texts.tab}>
      <SearchBox className={classes.field} />
      {query === '' ? (
        <Panel>
          <Empty icon={IconSearch} title={texts.prompt}>
            {texts.promptText}
          </Empty>
        </Panel>
      ) : (
        <div className={classes.stack}>
          {opensPeople ? <FoundPeople query={query} /> : null}
          {opensMessages ? <FoundMessages query={query} /> : null}
        </div>
      )}
    </Page>
  )
}
