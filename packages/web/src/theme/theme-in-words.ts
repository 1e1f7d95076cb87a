import { mergeThemeOverrides, Modal, type MantineThemeOverride } from '@mantine/core'
import { formTexts } from '../texts/people.ts'
import { theme } from './theme.ts'

/** The theme with what its parts say by themselves, in the language of now. */
export const themeInWords = (): MantineThemeOverride =>
  mergeThemeOverrides(theme, {
    components: { Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': formTexts.close } } }) },
  })
