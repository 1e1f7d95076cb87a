import { ActionIcon, Anchor, Button, type ActionIconProps, type AnchorProps, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, JSX } from 'react'

type AnchorElementProps<Props> = Props & Omit<ComponentPropsWithRef<'a'>, keyof Props>

const ButtonAnchor = (props: AnchorElementProps<ButtonProps>): JSX.Element => <Button component="a" {...props} />
const IconAnchor = (props: AnchorElementProps<ActionIconProps>): JSX.Element => <ActionIcon component="a" {...props} />
const TextAnchor = (props: AnchorElementProps<AnchorProps>): JSX.Element => <Anchor component="a" {...props} />

/** A button that goes to a page. */
export const LinkButton = createLink(ButtonAnchor)
/** An icon that goes to a page; needs an `aria-label`. */
export const LinkIcon = createLink(IconAnchor)
/** A quiet text link to a page. */
export const TextLink = createLink(TextAnchor)
