import type { ErrorCode } from '@facture/vtex';

import { clientOn } from './connection';
import type { Finding } from './fuzz';
import { judgeBy } from './judge';
import type { OpenApiDocument } from './document';
import { headersOf } from './sender';
import { startService } from './service';
import { singleShot } from './shot';

const ALLOWED = 3;

/** What comes of asking a service that seals nothing and takes few requests a minute. */
export interface Cornered {
  readonly codes: ReadonlyArray<ErrorCode>;
  readonly findings: ReadonlyArray<Finding>;
}

/** Asks a service for what only one that is set up so refuses. */
export const askCornered = async (document: OpenApiDocument): Promise<Cornered> => {
  const service = await startService(['--no-seal', '--rate-limit', ALLOWED.toString()]);
  const client = clientOn(service.port);
  const judge = judgeBy(document);
  const codes: Array<ErrorCode> = [];
  const findings: Array<Finding> = [];
  for (let at = 0; at <= ALLOWED; at++) {
    const id = `cornered.${at.toString()}`;
    const asked = { method: 'GET', target: '/api/audit/checkpoint' };
    const shot = singleShot('good', 'cornered', id, { ...asked, headers: headersOf(id) });
    const { answers, trouble } = await client.send(shot);
    const verdicts = answers.map((answer) => judge('good', asked, answer));
    codes.push(...verdicts.flatMap(({ code }) => code ?? []));
    for (const what of [trouble, ...verdicts.map((verdict) => verdict.trouble)])
      if (what !== undefined) findings.push({ what, shot });
  }
  client.close();
  await service.stop();
  return { codes, findings };
};
