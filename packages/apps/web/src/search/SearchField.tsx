import { Button, TextInput } from '@mantine/core';
import type { JSX, SubmitEvent } from 'react';

import { Lens } from '../app/icons';
import { findPath } from '../app/route';
import { navigate } from '../app/useRoute';
import { typedIn } from '../text/typedIn';
import { useText } from '../text/useText';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  /** Fills the page rather than the header: with its label and a button. */
  readonly isLarge?: boolean;
  readonly sought?: string;
}

/** Takes what is sought, and goes to what there is of it. */
export const SearchField = ({ isLarge = false, sought = '' }: SearchFieldProps): JSX.Element => {
  const { search } = useText().words;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    navigate(findPath(typedIn(event.currentTarget, 'sought')));
  };
  const ofInput = isLarge
    ? { label: search.label, size: 'md', autoFocus: sought === '' }
    : { 'aria-label': search.label, placeholder: search.label };
  return (
    <form role="search" onSubmit={submit} className={isLarge ? styles['large'] : undefined}>
      <TextInput
        {...ofInput}
        name="sought"
        defaultValue={sought}
        maxLength={512}
        leftSection={<Lens />}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      {isLarge && (
        <Button type="submit" size="md">
          {search.submit}
        </Button>
      )}
    </form>
  );
};
