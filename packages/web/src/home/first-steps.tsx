import { VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { JSX, ReactNode } from 'react'
import type { Home } from '../api/types.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

interface StepProps {
  number: number
  done: boolean
  title: string
  text: string
  actions: ReactNode
}

const Done = (): JSX.Element => (
  <>
    <IconCheck size={18} aria-hidden />
    <VisuallyHidden>{texts.done}</VisuallyHidden>
  </>
)

const Step = ({ number, done, title, text, actions }: StepProps): JSX.Element => (
  <li className={classes.step} data-done={done}>
    <span className={classes.stepNumber}>{done ? <Done /> : number}</span>
    <div>
      <h3>{title}</h3>
      <p className={classes.muted}>{text}</p>
      <div className={classes.stepActions}>{actions}</div>
    </div>
  </li>
)

/** The way into an empty vault. */
export const FirstSteps = ({ home }: { home: Home }): JSX.Element => (
  <Panel title={texts.steps} hint={texts.stepsHint}>
    <ol className={classes.steps}>
      <Step
        number={1}
        done={home.people > 0}
        title={texts.stepPeople}
        text={texts.stepPeopleText}
        actions={
          <>
            <LinkButton to="/people/import" variant={home.people > 0 ? 'default' : 'filled'}>
              {texts.importPeople}
            </LinkButton>
            <LinkButton to="/people/new" variant="default">
              {texts.addPerson}
            </LinkButton>
          </>
        }
      />
      <Step
        number={2}
        done={home.sources > 0}
        title={texts.stepImport}
        text={texts.stepImportText}
        actions={
          <LinkButton to="/sources/import" variant={home.people > 0 && home.sources === 0 ? 'filled' : 'default'}>
            {texts.importSource}
          </LinkButton>
        }
      />
      <Step
        number={3}
        done={false}
        title={texts.stepDecide}
        text={texts.stepDecideText}
        actions={
          <LinkButton to="/leads" variant="default">
            {texts.openBench}
          </LinkButton>
        }
      />
    </ol>
  </Panel>
)
