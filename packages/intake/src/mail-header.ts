/** A name of a header and what follows its colon (RFC 5322 §2.2); a line below that begins with a space goes on with it (§2.2.3). */
const field = /^(?<name>[A-Za-z][\w.-]*):(?<value>.*)$/u
/** What a mail program writes and nobody types above a text: each with the shape of its value. */
const written: Readonly<Record<string, RegExp>> = {
  date: /^ *(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? *(?:[+-]\d{4}|[A-Z]{1,5})\b/u,
  'message-id': /^ *<[^<> ]+>/u,
  'mime-version': /^ *1\.0/u,
  'content-type': /^ *(?:text|multipart|message)\/[\w.+-]+/iu,
  'return-path': /^ *<[^<> ]*>/u,
}
/** Pages that a browser saved are in the form of a mail (RFC 2557). */
const savedPage = /^ *<Saved by /u

/**
 * Whether a text begins with the headers of one mail (RFC 5322): nothing but headers up to an empty line, three or more, among them from whom and
 * one that mail programs alone write. So a note that begins with “From: Lane” is none, and neither is a saved page. `head` may be cut anywhere. Rule I54 of
 * docs/spec/intake.md.
 */
export function isMail(head: string): boolean {
  const [block = ''] = head.split(/\r?\n\r?\n/u, 1)
  const lines = block.split(/\r?\n/u)
  // The last line of a beginning without an empty line may be cut.
  if (block.length === head.length) lines.pop()
  let fields = 0
  let hasFrom = false
  let isWritten = false
  for (const [at, line] of lines.entries()) {
    if (at > 0 && /^[ \t]/u.test(line)) continue
    const { name = '', value = '' } = field.exec(line)?.groups ?? {}
    const key = name.toLowerCase()
    if (key === '' || key === 'snapshot-content-location' || (key === 'from' && savedPage.test(value))) return false
    fields += 1
    hasFrom ||= key === 'from' && value.trim() !== ''
    isWritten ||= written[key]?.test(value) === true
  }
  return fields >= 3 && hasFrom && isWritten
}
