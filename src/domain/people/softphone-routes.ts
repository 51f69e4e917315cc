import { Router } from 'express';
import { SoftphoneClosed, SoftphoneReport, SoftphoneToken } from '../../contract/api.ts';
import type { Engine } from '../../engine/engine.ts';
import { HttpProblem } from '../../http/problems.ts';
import { refusalOf, route } from '../../http/route.ts';
import type { PersonCommand } from './person.ts';

export interface SoftphoneRouteParts {
  readonly engine: Pick<Engine, 'submit'>;
  /** What a person's browser signs in to the telephone company with; null when browsers were not set up. */
  readonly passFor: (personId: string) => Promise<Omit<SoftphoneToken, 'emulatedBy'> | null>;
  readonly emulatedBy: SoftphoneToken['emulatedBy'];
}

/** The telephone in the browser: signing it in, and what its tabs tell of themselves. */
export function softphoneRoutes({ engine, passFor, emulatedBy }: SoftphoneRouteParts): Router {
  const router = Router();
  const tell = async (id: string, command: PersonCommand) =>
    refusalOf(await engine.submit({ noun: 'people', id, command }));

  router.post(
    '/softphone/token',
    route({
      permission: 'softphone.use',
      says: 'Gives what my browser signs in to the telephone company with.',
      answers: SoftphoneToken,
      do: async ({ identity }): Promise<SoftphoneToken> => {
        const pass = await passFor(identity.personId);
        if (pass === null) throw notSetUp();
        return { ...pass, emulatedBy };
      },
    }),
  );

  router.put(
    '/softphone',
    route({
      permission: 'softphone.use',
      says: 'Reports whether a tab of mine can be rung.',
      body: SoftphoneReport,
      do: ({ identity, body }) => tell(identity.personId, commandOf(body)),
    }),
  );

  // A page that goes away can only post.
  router.post(
    '/softphone/closed',
    route({
      permission: 'softphone.use',
      says: 'Reports that a tab of mine was closed.',
      body: SoftphoneClosed,
      do: ({ identity, body }) => tell(identity.personId, commandOf(body)),
    }),
  );

  return router;
}

function commandOf(report: SoftphoneReport): PersonCommand {
  const { tab } = report;
  return report.state === 'ready'
    ? { type: 'ReportReady', tab }
    : { type: 'ReportLost', tab, reason: report.reason };
}

function notSetUp(): HttpProblem {
  return new HttpProblem(
    503,
    'softphone-not-set-up',
    'Calls cannot be taken in the browser yet: the server needs TWILIO_API_KEY and TWILIO_API_SECRET. Your telephone rings as before.',
  );
}
