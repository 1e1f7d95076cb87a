import { Drawer, SegmentedControl } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { proofQuery } from '../api/queries.ts'
import type { Message, Proof } from '../api/types.ts'
import { proofTexts as texts } from '../texts/chat.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Facts } from '../ui/facts.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { hexLines } from './hex-lines.ts'
import { timeSentences } from './time-words.ts'
import classes from './proof.module.css'

const hexShown = 4096

const Check = ({ good, children }: { good: boolean; children: string }): JSX.Element => (
  <li className={classes.check} data-good={good}>
    {good ? (
      <IconCircleCheck size={18} stroke={1.75} aria-hidden />
    ) : (
      <IconCircleX size={18} stroke={1.75} aria-hidden />
    )}
    <span>{children}</span>
    <strong>{good ? texts.good : texts.bad}</strong>
  </li>
)

const Copied = ({ text, label }: { text: string; label: string }): JSX.Element => (
  <span className={classes.copied}>
    <span className={classes.hash}>{text}</span> <CopyButton text={text} label={label} />
  </span>
)

/** A text of proof, to be read, selected or copied as it is. */
const Block = ({ title, text, open = false }: { title: string; text: string; open?: boolean }): JSX.Element => (
  <details className={classes.block} open={open}>
    <summary>
      {title} <CopyButton text={text} label={title} />
    </summary>
    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
    <pre className={classes.pre} dir="ltr" tabIndex={0}>
      {text}
    </pre>
  </details>
)

const RawBytes = ({ proof }: { proof: Proof }): JSX.Element => {
  const [view, setView] = useState('text')
  return (
    <section>
      <div className={classes.rawHead}>
        <h3>{texts.raw}</h3>
        <SegmentedControl
          size="xs"
          aria-label={texts.raw}
          value={view}
          onChange={setView}
          data={[
            { value: 'text', label: texts.asText },
            { value: 'hex', label: texts.asHex },
          ]}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className={classes.pre} data-view={view} dir="ltr" tabIndex={0}>
        {view === 'text' ? proof.bytesText : hexLines(proof.bytesHex, proof.start)}
      </pre>
      {view === 'hex' && proof.end - proof.start > hexShown ? (
        <p className={classes.muted}>{texts.hexCut(hexShown)}</p>
      ) : null}
    </section>
  )
}

const TimeLines = ({ message }: { message: Message }): JSX.Element => (
  <ul>
    {timeSentences(message.time).map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
)

const ProofBody = ({ proof, message }: { proof: Proof; message: Message }): JSX.Element => {
  const { verified } = proof
  const allGood = verified.bytes && verified.itemInSource && verified.entryInLog && verified.signature
  return (
    <div className={classes.body}>
      <section>
        <h3>{texts.checks}</h3>
        <p className={classes.muted}>{texts.checksHint}</p>
        <ul className={classes.checks}>
          <Check good={verified.bytes}>{texts.bytes}</Check>
          <Check good={verified.itemInSource}>{texts.itemInSource}</Check>
          <Check good={verified.entryInLog}>{texts.entryInLog}</Check>
          <Check good={verified.signature}>{texts.signature}</Check>
        </ul>
        {allGood ? null : (
          <p className={classes.bad} role="alert">
            {texts.badHint}
          </p>
        )}
        <p className={classes.muted}>{texts.meaningText}</p>
      </section>
      <section>
        <h3>{texts.where}</h3>
        <Facts
          facts={[
            { label: texts.item, value: <Foreign>{proof.item.path}</Foreign> },
            { label: texts.range, value: texts.rangeText(proof.start, proof.end) },
            { label: texts.sha256Range, value: <Copied text={proof.sha256OfRange} label={texts.sha256Range} /> },
            { label: texts.sha256Item, value: <Copied text={proof.item.sha256} label={texts.sha256Item} /> },
            { label: texts.time, value: <TimeLines message={message} /> },
          ]}
        />
      </section>
      <RawBytes proof={proof} />
      <section>
        <h3>{texts.log}</h3>
        <Facts
          facts={[
            { label: texts.entry, value: texts.entryText(proof.index, proof.logSize) },
            { label: texts.entryRef, value: <Copied text={proof.entry} label={texts.entryRef} /> },
          ]}
        />
        <Block title={texts.checkpoint} text={proof.checkpoint} />
        <Block title={texts.tlogProof} text={proof.tlogProof} />
      </section>
    </div>
  )
}

/** From a message to its sealed bytes, and from there to the signed log. */
export const ProofPanel = ({ message, onClose }: { message: Message | null; onClose: () => void }): JSX.Element => {
  const query = useQuery({ ...proofQuery(message?.item ?? '', message?.seq ?? 0), enabled: message !== null })
  return (
    <Drawer opened={message !== null} onClose={onClose} position="right" size="lg" title={texts.title}>
      {message === null ? null : query.data !== undefined ? (
        <ProofBody proof={query.data} message={message} />
      ) : query.error === null ? (
        <SkeletonBlocks />
      ) : (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Drawer>
  )
}
