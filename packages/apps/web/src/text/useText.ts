import { createContext, useContext } from 'react';

import type { Language } from './language';
import type { Words } from './words';

/** The language of the page, its words, and how to choose another. */
export interface Text {
  readonly language: Language;
  readonly locale: string;
  readonly words: Words;
  readonly choose: (language: Language) => void;
}

/** Carries the language to whatever is shown. */
export const TextContext = createContext<Text | undefined>(undefined);

/** Gives the language of the page. Throws outside of it. */
export const useText = (): Text => {
  const text = useContext(TextContext);
  if (text === undefined) throw new Error('there is no TextProvider around this');
  return text;
};
