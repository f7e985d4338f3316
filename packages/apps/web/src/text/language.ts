/** The languages that the page speaks. */
export const languages = ['en', 'pt'] as const;
export type Language = (typeof languages)[number];

const KEY = 'facture.language';

const languageOf = (tag: string | null): Language | undefined =>
  languages.find((language) => tag?.toLowerCase().split('-')[0] === language);

/** The language that was chosen before; else the first of the reader's that the page speaks. */
export const firstLanguage = (
  storage: Pick<Storage, 'getItem'>,
  tags: ReadonlyArray<string>,
): Language =>
  [storage.getItem(KEY), ...tags].map(languageOf).find((language) => language !== undefined) ??
  'en';

/** Keeps the language that was chosen. */
export const keepLanguage = (storage: Pick<Storage, 'setItem'>, language: Language): void => {
  storage.setItem(KEY, language);
};

/** How the reader writes numbers and dates in a language: as at home, if it is spoken there. */
export const localeOf = (language: Language, tags: ReadonlyArray<string>): string =>
  tags.find((tag) => languageOf(tag) === language) ?? language;
