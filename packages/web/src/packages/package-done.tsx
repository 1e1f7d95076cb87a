import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { PackageResult } from '../api/types.ts'
import { newPackageTexts as texts, packagesTexts } from '../texts/packages.ts'
import { byteSize } from '../texts/ui.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Facts } from '../ui/facts.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { packageFile } from './packages-page.tsx'
import table from '../ui/table.module.css'
import classes from './packages.module.css'

/** A package that was made: its file, its hash, and how the other side checks it. */
export const PackageDone = ({ result, onAnother }: { result: PackageResult; onAnother: () => void }): JSX.Element => (
  <Page width="reading" title={texts.done} tab={texts.tab} below={texts.doneHint}>
    <div className={classes.column}>
      <Panel>
        <Facts
          facts={[
            { label: packagesTexts.size, value: byteSize(result.size) },
            {
              label: packagesTexts.sha256,
              value: (
                <span className={classes.hash}>
                  <span className={table.mono}>{result.sha256}</span>
                  <CopyButton text={result.sha256} label={packagesTexts.sha256} />
                </span>
              ),
            },
          ]}
        />
        <div className={classes.doneActions}>
          <Button
            component="a"
            href={packageFile(result.package)}
            download
            leftSection={<IconDownload size={17} stroke={1.6} />}
          >
            {texts.download}
          </Button>
          <Button variant="default" onClick={onAnother}>
            {texts.another}
          </Button>
          <LinkButton to="/packages" variant="default">
            {texts.toList}
          </LinkButton>
        </div>
      </Panel>
      <Panel title={texts.verify}>
        <ol className={classes.steps}>
          {texts.verifySteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className={classes.muted}>{texts.readable}</p>
      </Panel>
    </div>
  </Page>
)
