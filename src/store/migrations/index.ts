import type { SchemaStep } from '../dialect.ts';
import { firstCall } from './0001-first-call.ts';
import { transcriptsAndRetention } from './0002-transcripts-and-retention.ts';

/** Every step that the schema ever took, in order of name. Steps that were released are never edited. */
export const schemaSteps: Readonly<Record<string, SchemaStep>> = {
  '0001-first-call': firstCall,
  '0002-transcripts-and-retention': transcriptsAndRetention,
};
