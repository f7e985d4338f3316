import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';

import { factureClient } from '@facture/client';
import { MantineProvider } from '@mantine/core';
import type { JSX } from 'react';

import { OrderHistory } from '../history/OrderHistory';

/** The page. */
export const App = (): JSX.Element => (
  <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <main>
      <OrderHistory
        orderId="o-1"
        client={factureClient({ url: location.origin, appKey: '', token: '' })}
        language="en"
      />
    </main>
  </MantineProvider>
);
