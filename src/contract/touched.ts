import { z } from 'zod';

/** The nouns behind the calls. Of these the live line says only that something changed; the API, with its permissions, says what. */
export const TouchedNoun = z.enum([
  'cases',
  'matrices',
  'ladders',
  'notices',
  'rotas',
  'promises',
  'approvals',
  'messages',
  'callbacks',
  'rules',
  'templates',
  'hooks',
]);
export type TouchedNoun = z.infer<typeof TouchedNoun>;

/** Something about this thing was decided; whoever shows it asks for it again. */
export const Touched = z.object({ noun: TouchedNoun, id: z.string(), businessId: z.string() });
export type Touched = z.infer<typeof Touched>;

/** Socket.IO event `touched`, from the server, after `watch`: sent to those who are part of the business. It has no sequence: after a gap everything is asked for again. */
export const TouchedNews = z.array(Touched);
