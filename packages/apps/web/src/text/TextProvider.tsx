import { useEffect, useMemo, useState, type JSX, type ReactNode } from 'react';

import { english } from './english';
import { firstLanguage, keepLanguage, localeOf, type Language } from './language';
import { portuguese } from './portuguese';
import { TextContext } from './useText';
import type { Words } from './words';

const wordsOf: Readonly<Record<Language, Words>> = { en: english, pt: portuguese };

/** Shows what is in it in the reader's language, until another is chosen. */
export const TextProvider = ({ children }: { readonly children: ReactNode }): JSX.Element => {
  const [language, setLanguage] = useState(() => firstLanguage(localStorage, navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language === 'pt' ? 'pt-BR' : 'en';
  }, [language]);
  const text = useMemo(
    () => ({
      language,
      locale: localeOf(language, navigator.languages),
      words: wordsOf[language],
      choose: (chosen: Language) => {
        keepLanguage(localStorage, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <TextContext value={text}>{children}</TextContext>;
};
