import { IconMapOff } from '@tabler/icons-react'
import type { JSX } from 'react'
import { pageTexts } from '../texts/pages.ts'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'

/** What stands at an address without a page. */
export const NotFoundPage = (): JSX.Element => (
  <Page title={pageTexts.notFound} tab={pageTexts.notFound}>
    <Empty
      icon={IconMapOff}
      title={pageTexts.notFoundTitle}
      actions={
        <LinkButton to="/" variant="default">
          {pageTexts.toHome}
        </LinkButton>
      }
    >
      {pageTexts.notFoundText}
    </Empty>
  </Page>
)
