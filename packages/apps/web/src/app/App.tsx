import './styles';

import { ActionIcon, MantineProvider } from '@mantine/core';
import { absurd } from 'fp-ts/function';
import type { JSX } from 'react';

import { OrderHistory } from '../history/OrderHistory';
import { FindOrder } from '../search/FindOrder';
import { SearchField } from '../search/SearchField';
import { SignIn } from '../session/SignIn';
import { useSession, type SignedIn } from '../session/useSession';
import { TextProvider } from '../text/TextProvider';
import { useText } from '../text/useText';
import { Frame } from './Frame';
import { Leave } from './icons';
import { Nowhere } from './Nowhere';
import type { Route } from './route';
import { theme } from './theme';
import { useRoute } from './useRoute';

interface ViewProps {
  readonly route: Route;
  readonly session: SignedIn;
}

const View = ({ route, session: { client } }: ViewProps): JSX.Element => {
  const { language } = useText();
  switch (route.type) {
    case 'find':
      return <FindOrder key={route.sought} client={client} sought={route.sought} />;
    case 'order':
      return (
        <OrderHistory
          key={route.orderId}
          orderId={route.orderId}
          client={client}
          language={language}
        />
      );
    case 'nowhere':
      return <Nowhere />;
    default:
      return absurd(route);
  }
};

const Page = (): JSX.Element => {
  const { words } = useText();
  const route = useRoute();
  const { session, signIn, hasEnded } = useSession();
  if (session === undefined)
    return (
      <Frame place="sign-in" title={words.session.title}>
        <SignIn signIn={signIn} hasEnded={hasEnded} />
      </Frame>
    );
  return (
    <Frame
      place={JSON.stringify(route)}
      title={route.type === 'order' ? route.orderId : words.search.title}
      search={route.type === 'order' && <SearchField />}
      signOut={
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={words.signOut}
          title={words.signOut}
          onClick={session.signOut}
        >
          <Leave />
        </ActionIcon>
      }
    >
      <View route={route} session={session} />
    </Frame>
  );
};

/** The page. */
export const App = (): JSX.Element => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <TextProvider>
      <Page />
    </TextProvider>
  </MantineProvider>
);
