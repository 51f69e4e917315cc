import { Router } from 'express';
import type { World } from '../world/world.ts';

/**
 * `GET /numbers` → `[{number, name}]`: the numbers that a handset may ring and that somebody answers, for the list on
 * the phones. Mount it under `/emulator`. A number without a voice URL is left out: it would fail at once.
 */
export function numbersRouter(world: Pick<World, 'numbers'>): Router {
  const router = Router();
  router.get('/numbers', (_request, response) => {
    const answered = world.numbers
      .list()
      .filter((number) => number.voiceUrl !== '' || number.voiceApplicationSid);
    response.json(
      answered.map(({ phoneNumber, friendlyName }) => ({
        number: phoneNumber,
        name: friendlyName || phoneNumber,
      })),
    );
  });
  return router;
}
