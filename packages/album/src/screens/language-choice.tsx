import type { ReactElement } from 'react'
import { chooseLanguage } from '../phone.ts'
import { languages } from '../texts/texts.ts'
import type { Language } from '../texts/texts.ts'
import { useLanguageNow } from '../texts/use-language.ts'
import { Choice } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'

/** The four languages, each in its own words. */
export const LanguageChoice = (): ReactElement => {
  const now = useLanguageNow()
  return (
    <div className={`${css.choices} ${css.two}`}>
      {(Object.keys(languages) as Language[]).map((language) => (
        <Choice
          key={language}
          lang={language}
          isChosen={language === now}
          onPress={() => {
            void chooseLanguage(language)
          }}
        >
          <bdi>{languages[language].name}</bdi>
        </Choice>
      ))}
    </div>
  )
}
