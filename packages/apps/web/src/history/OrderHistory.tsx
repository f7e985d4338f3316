import type { FactureClient } from '@facture/client';
import { Title } from '@mantine/core';
import type { JSX } from 'react';

export interface OrderHistoryProps {
  readonly orderId: string;
  readonly client: FactureClient;
  readonly language: 'en' | 'pt';
}

/** Shows what happened to an order. */
export const OrderHistory = ({ orderId }: OrderHistoryProps): JSX.Element => (
  <Title order={1}>{orderId}</Title>
);
