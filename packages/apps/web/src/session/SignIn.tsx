import type { ClientError } from '@facture/client';
import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import * as E from 'fp-ts/Either';
import { useState, type JSX, type SubmitEvent } from 'react';

import { complain } from '../text/complain';
import { typedIn } from '../text/typedIn';
import { useText } from '../text/useText';
import type { Credentials } from './credentials';
import styles from './SignIn.module.css';
import { clientFor } from './useSession';

interface SignInProps {
  readonly signIn: (credentials: Credentials) => void;
  readonly hasEnded: boolean;
}

/** Asks for an access key, and tries it before it is taken. */
export const SignIn = ({ signIn, hasEnded }: SignInProps): JSX.Element => {
  const { words } = useText();
  const [error, setError] = useState<ClientError>();
  const [isTrying, setIsTrying] = useState(false);
  const attempt = async (credentials: Credentials): Promise<void> => {
    setIsTrying(true);
    const answered = await clientFor(credentials).orders({ limit: 1 });
    setIsTrying(false);
    if (E.isLeft(answered)) setError(answered.left);
    else signIn(credentials);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    void attempt({ appKey: typedIn(form, 'appKey'), token: typedIn(form, 'token') });
  };
  const said = error === undefined ? hasEnded && words.session.ended : complain(words, error);
  return (
    <div className={styles['card']}>
      <h1>{words.session.title}</h1>
      <p className={styles['about']}>{words.session.about}</p>
      <form onSubmit={submit} className={styles['form']}>
        <TextInput
          name="appKey"
          label={words.session.appKey}
          size="md"
          required
          withAsterisk={false}
          autoFocus
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
        />
        <PasswordInput
          name="token"
          label={words.session.token}
          size="md"
          required
          withAsterisk={false}
          autoComplete="current-password"
        />
        <div role="alert">
          {said !== false && (
            <Alert color="red" variant="outline" role="presentation">
              {said}
            </Alert>
          )}
        </div>
        <Button type="submit" size="md" fullWidth loading={isTrying}>
          {words.session.submit}
        </Button>
      </form>
      <p className={styles['hint']}>{words.session.where}</p>
      <p className={styles['hint']}>{words.session.keeping}</p>
    </div>
  );
};
