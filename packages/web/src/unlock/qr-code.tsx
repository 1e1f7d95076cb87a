import { useMemo, type JSX } from 'react'
import { encode } from 'uqr'
import classes from './recovery-cards.module.css'

/** A text as a QR code, dark on white whatever the colours of the page, because scanners expect that. */
export const QrCode = ({ text, label }: { text: string; label: string }): JSX.Element => {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 2 })
    const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size: code.size, path: squares.join('') }
  }, [text])
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <title>{label}</title>
      <path d={path} />
    </svg>
  )
}
