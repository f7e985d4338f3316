import type { Rebuilt } from '@facture/connect';

import { APP_KEY_HEADER, APP_TOKEN_HEADER } from './keys/credentials';
import { exampleRequests, type ExampleRequest } from './openapi/examples';
import type { RunningService } from './openService';

const FROM_SHELL = { appKey: '$FACTURE_APP_KEY', token: '$FACTURE_APP_TOKEN' };

/** Where a client on this machine finds what listens on all addresses. */
const reachable = (url: string): string =>
  url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');

const curlLine = (
  { url, made = FROM_SHELL }: Pick<RunningService, 'url' | 'made'>,
  { method, path, body }: ExampleRequest,
): string =>
  [
    `curl -sS -X ${method} ${reachable(url)}${path}`,
    `-H "${APP_KEY_HEADER}: ${made.appKey}"`,
    `-H "${APP_TOKEN_HEADER}: ${made.token}"`,
    ...(body === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body)}'`]),
  ].join(' ');

const MAX_NAMED = 10;

const rebuiltText = ({ events, differing }: Rebuilt): string => {
  const named = differing.slice(0, MAX_NAMED).join(', ');
  const others = differing.length - MAX_NAMED;
  return [
    `The totals were made anew from ${events} events: `,
    differing.length === 0 ? 'all had been right' : `wrong had been ${named}`,
    others > 0 ? ` and ${others} more` : '',
  ].join('');
};

/** What is printed at the start: where it listens, the key if one was made, and the first steps. */
export const welcome = (
  service: Pick<RunningService, 'url' | 'store' | 'made' | 'rebuilt'>,
): string => {
  const { url, store, made, rebuilt } = service;
  const key =
    made === undefined
      ? ['Set FACTURE_APP_KEY and FACTURE_APP_TOKEN in your shell, then try:']
      : [
          'This key was made just now and is not shown again:',
          `  ${APP_KEY_HEADER}: ${made.appKey}`,
          `  ${APP_TOKEN_HEADER}: ${made.token}`,
          '',
          'Try:',
        ];
  return [
    `Facture listens on ${url}`,
    ...(store === 'sqlite' ? [] : [`Events are on ${store}`]),
    ...(rebuilt === undefined ? [] : [rebuiltText(rebuilt)]),
    '',
    ...key,
    ...exampleRequests.map((request) => curlLine(service, request)),
    '',
  ].join('\n');
};
