import { IconBook } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import type { JSX, ReactNode } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import { readerTexts as texts } from '../texts/ui.ts'
import { Empty } from './empty.tsx'
import { Page } from './page.tsx'
import { Panel } from './panel.tsx'

/** What adds or changes something: it is not there for a reader. */
export const Writing = ({ children }: { children: ReactNode }): ReactNode => (useMayWrite() ? children : null)

/** Pages that are for writing alone: a reader who comes to their address is told so before anything is typed. */
export const WritingPages = (): JSX.Element =>
  useMayWrite() ? (
    <Outlet />
  ) : (
    <Page title={texts.title} tab={texts.tab}>
      <Panel>
        <Empty icon={IconBook} title={texts.nothingToWrite}>
          {texts.text}
        </Empty>
      </Panel>
    </Page>
  )
