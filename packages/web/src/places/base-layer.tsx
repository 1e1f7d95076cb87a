import { memo, type JSX } from 'react'
import type { Basemap } from '../api/types.ts'
import classes from './map.module.css'

/** Land, borders and water: drawn once, whatever part of it is looked at. */
export const BaseLayer = memo(({ basemap }: { basemap: Basemap }): JSX.Element => (
  <g aria-hidden>
    <g className={classes.land}>
      {basemap.land.map(({ id, d }) => (
        <path key={id} d={d} />
      ))}
    </g>
    <g className={classes.governorates}>
      {basemap.governorates.map(({ id, d }) => (
        <path key={id} d={d} />
      ))}
    </g>
    <path className={classes.lakes} d={basemap.lakes} />
    <path className={classes.rivers} d={basemap.rivers} />
    <g className={classes.borders}>
      {basemap.land.map(({ id, d }) => (
        <path key={id} d={d} />
      ))}
    </g>
    <path className={classes.disputed} d={basemap.disputed.map(({ d }) => d).join('')} />
  </g>
))
BaseLayer.displayName = 'BaseLayer'
