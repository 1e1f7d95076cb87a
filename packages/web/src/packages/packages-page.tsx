import { Button } from '@mantine/core'
import { IconDownload, IconPackageExport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { apiUrl } from '../api/client.ts'
import { packagesQuery } from '../api/queries.ts'
import type { PackageRecord } from '../api/types.ts'
import { packagesTexts as texts } from '../texts/packages.ts'
import { purposeTexts } from '../texts/people.ts'
import { byteSize } from '../texts/ui.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { MemberName } from '../ui/member-name.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import table from '../ui/table.module.css'
import { Writing } from '../ui/writing.tsx'
import classes from './packages.module.css'

/** Address of a package's file. */
export const packageFile = (id: string): string => apiUrl(`/packages/${encodeURIComponent(id)}/file`)

const PackageLine = ({ made }: { made: PackageRecord }): JSX.Element => (
  <tr>
    <td data-label={texts.when}>
      <Instant at={made.at} />
      <MemberName className={classes.under} id={made.member} />
    </td>
    <td data-label={texts.recipient}>
      <Foreign className={classes.strong}>{made.recipient}</Foreign>
      <span className={classes.under}>{purposeTexts[made.purpose]}</span>
    </td>
    <td data-label={texts.holds}>
      <span>
        {made.form === 'pfif' ? `${texts.pfif}: ` : ''}
        {texts.holdsText(made.items.length, made.persons.length)}
      </span>
    </td>
    <td data-label={texts.withheld}>
      <span>{texts.withheldText(made.withheld)}</span>
    </td>
    <td className={table.number} data-label={texts.size}>
      <span>{byteSize(made.size)}</span>
    </td>
    <td data-label={texts.sha256}>
      <span className={classes.hash}>
        <span className={table.mono}>{made.sha256.slice(0, 16)}…</span>
        <CopyButton text={made.sha256} label={texts.sha256} />
      </span>
    </td>
    <td data-label="">
      <Button
        component="a"
        size="compact-sm"
        variant="default"
        href={packageFile(made.id)}
        download
        aria-label={texts.downloadOf(made.recipient)}
        leftSection={<IconDownload size={15} stroke={1.6} />}
      >
        {texts.download}
      </Button>
    </td>
  </tr>
)

/** What left the vault, for whom and why. */
export const PackagesPage = (): JSX.Element => {
  const { data: made, error, refetch } = useQuery(packagesQuery)
  const makeButton = (
    <Writing>
      <LinkButton to="/packages/new" leftSection={<IconPackageExport size={17} stroke={1.6} />}>
        {texts.make}
      </LinkButton>
    </Writing>
  )
  return (
    <Page title={texts.title} tab={texts.tab} below={texts.below} actions={made?.length === 0 ? undefined : makeButton}>
      <Panel flush>
        {made === undefined ? (
          error === null ? (
            <SkeletonRows />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} />
          )
        ) : made.length === 0 ? (
          <Empty icon={IconPackageExport} title={texts.emptyTitle} actions={makeButton}>
            {texts.emptyText}
          </Empty>
        ) : (
          <div className={table.scroll}>
            <table className={`${table.table} ${table.stack}`}>
              <thead>
                <tr>
                  <th scope="col">{texts.when}</th>
                  <th scope="col">{texts.recipient}</th>
                  <th scope="col">{texts.holds}</th>
                  <th scope="col">{texts.withheld}</th>
                  <th scope="col" className={table.number}>
                    {texts.size}
                  </th>
                  <th scope="col">{texts.sha256}</th>
                  <th scope="col">{texts.download}</th>
                </tr>
              </thead>
              <tbody>
                {made.map((one) => (
                  <PackageLine key={one.id} made={one} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </Page>
  )
}
