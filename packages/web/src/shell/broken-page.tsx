import type { ErrorComponentProps } from '@tanstack/react-router'
import type { JSX } from 'react'
import { pageTexts } from '../texts/pages.ts'
import { Failure } from '../ui/failure.tsx'
import { Page } from '../ui/page.tsx'

/** A page that failed while it was drawn; nothing in the vault is touched by that. */
export const BrokenPage = ({ error, reset }: ErrorComponentProps): JSX.Element => (
  <Page title={pageTexts.broken} tab={pageTexts.broken}>
    <Failure
      error={error instanceof Error ? error : new Error(String(error))}
      title={pageTexts.brokenTitle}
      onRetry={reset}
    />
  </Page>
)
