import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { JSX } from 'react';

import { languages, type Language } from '../text/language';
import { useText } from '../text/useText';
import { Moon, Sun } from './icons';
import styles from './Preferences.module.css';

const names: Readonly<Record<Language, string>> = { en: 'English', pt: 'Português' };

const LanguageSwitch = (): JSX.Element => {
  const { language, words, choose } = useText();
  return (
    <div role="group" aria-label={words.language} className={styles['languages']}>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          title={names[each]}
          aria-pressed={each === language}
          onClick={() => choose(each)}
        >
          {each.toUpperCase()}
        </button>
      ))}
    </div>
  );
};

const SchemeSwitch = (): JSX.Element => {
  const { words } = useText();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [other, label] =
    shown === 'dark'
      ? (['light', words.lightScheme] as const)
      : (['dark', words.darkScheme] as const);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(other)}
    >
      {other === 'dark' ? <Moon /> : <Sun />}
    </ActionIcon>
  );
};

/** Chooses the language and the colours of the page. */
export const Preferences = (): JSX.Element => (
  <>
    <LanguageSwitch />
    <SchemeSwitch />
  </>
);
