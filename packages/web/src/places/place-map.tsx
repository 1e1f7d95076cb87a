import { ActionIcon, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { useRef, useState, type JSX, type KeyboardEvent, type PointerEvent } from 'react'
import type { Basemap, PersonPlaces } from '../api/types.ts'
import { placesTexts as texts } from '../texts/places.ts'
import { BaseLayer } from './base-layer.tsx'
import { labelSizes, labelsOf } from './map-labels.ts'
import { circleOf, moved, project, viewOf, zoomed, type View } from './projection.ts'
import classes from './map.module.css'

type Area = NonNullable<PersonPlaces['places'][number]['area']>
/** An area and the number that it has in the table. */
export interface DrawnPlace {
  number: number
  area: Area
}

interface PlaceMapProps {
  basemap: Basemap
  places: readonly DrawnPlace[]
}

/** Width by height. */
const proportion = 1.5
/** A place is never drawn smaller than so many pixels, and so never as a point. */
const leastPixels = 9
const step = 0.2

const ways: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
}

const middleOf = (area: Area, basemap: Basemap): { x: number; y: number } | null => {
  if (area.shape !== 'outline') return project(area.lat, area.lon)
  const [x0, y0, x1, y1] = [...basemap.governorates, ...basemap.land].find(({ id }) => id === area.id)?.box ?? []
  return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined
    ? null
    : { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }
}

const AreaShape = ({ area, basemap, unit }: { area: Area; basemap: Basemap; unit: number }): JSX.Element | null => {
  if (area.shape === 'outline') {
    const shape = [...basemap.governorates, ...basemap.land].find(({ id }) => id === area.id)
    return shape === undefined ? null : <path className={classes.area} d={shape.d} />
  }
  if (area.shape === 'point') {
    const { x, y } = project(area.lat, area.lon)
    return (
      <path
        className={classes.point}
        d={`M${x - 9 * unit},${y}h${6 * unit}m${6 * unit},0h${6 * unit}M${x},${y - 9 * unit}v${6 * unit}m0,${6 * unit}v${6 * unit}`}
      />
    )
  }
  const { x, y, radius } = circleOf(area)
  return <circle className={classes.area} cx={x} cy={y} r={Math.max(radius, leastPixels * unit)} />
}

/** The places of a person on the local basemap: areas as exact as what is known, moved and zoomed without a network. */
export const PlaceMap = ({ basemap, places }: PlaceMapProps): JSX.Element => {
  const whole = (): View =>
    viewOf(
      places.map(({ area }) => area),
      basemap,
      proportion,
    )
  const [view, setView] = useState(whole)
  const { ref, width } = useElementSize()
  const dragged = useRef<{ x: number; y: number } | null>(null)
  const pixels = Math.max(width, 200)
  const unit = view.width / pixels

  const middles = places.flatMap(({ number, area }) => {
    const at = middleOf(area, basemap)
    return at === null ? [] : [{ number, ...at }]
  })
  const labels = labelsOf({ basemap, view, pixels, language: document.documentElement.lang, numbers: middles })

  const onPointerMove = ({ clientX, clientY }: PointerEvent): void => {
    const from = dragged.current
    if (from === null) return
    dragged.current = { x: clientX, y: clientY }
    setView((now) => ({ ...now, x: now.x - (clientX - from.x) * unit, y: now.y - (clientY - from.y) * unit }))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const way = ways[event.key]
    if (way !== undefined) {
      event.preventDefault()
      setView((now) => moved(now, way[0], way[1]))
    } else if (event.key === '+' || event.key === '-') setView((now) => zoomed(now, event.key === '+' ? 0.6 : 1 / 0.6))
  }
  const tools = [
    {
      label: texts.zoomIn,
      icon: <IconPlus size={17} stroke={1.75} aria-hidden />,
      next: (now: View) => zoomed(now, 0.6),
    },
    {
      label: texts.zoomOut,
      icon: <IconMinus size={17} stroke={1.75} aria-hidden />,
      next: (now: View) => zoomed(now, 1 / 0.6),
    },
    { label: texts.whole, icon: <IconFocusCentered size={17} stroke={1.75} aria-hidden />, next: whole },
  ]
  return (
    <div className={classes.frame} ref={ref}>
      <svg
        className={classes.map}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn here, there is no file for an <img>
        role="img"
        aria-label={texts.map(places.length)}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          dragged.current = { x: event.clientX, y: event.clientY }
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          dragged.current = null
        }}
        onPointerCancel={() => {
          dragged.current = null
        }}
      >
        <BaseLayer basemap={basemap} />
        <g aria-hidden>
          {places.map(({ number, area }) => (
            <AreaShape key={number} area={area} basemap={basemap} unit={unit} />
          ))}
        </g>
        <g aria-hidden className={classes.dots}>
          {labels.map(({ id, dot }) =>
            dot === undefined ? null : <circle key={id} cx={dot.x} cy={dot.y} r={1.5 * unit} />,
          )}
        </g>
        <g aria-hidden className={classes.labels}>
          {labels.map(({ id, text, x, y, kind }) => (
            <text key={id} x={x} y={y} data-kind={kind} fontSize={labelSizes[kind] * unit} strokeWidth={3 * unit}>
              {text}
            </text>
          ))}
        </g>
        <g aria-hidden className={classes.numbers}>
          {middles.map(({ number, x, y }) => (
            <text key={number} transform={`translate(${x} ${y}) scale(${unit})`} y={4}>
              {number}
            </text>
          ))}
        </g>
      </svg>
      <div className={classes.tools}>
        {tools.map(({ label, icon, next }) => (
          <Tooltip key={label} label={label} position="right">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={label}
              onKeyDown={onKeyDown}
              onClick={() => {
                setView(next)
              }}
            >
              {icon}
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
    </div>
  )
}
