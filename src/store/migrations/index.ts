import type { SchemaStep } from '../dialect.ts';
import { firstCall } from './0001-first-call.ts';
import { cases } from './0003-cases.ts';
import { promises } from './0005-promises.ts';
import { callbacks } from './0006-callbacks.ts';
import { apiKeys } from './0007-api-keys.ts';
import { rules } from './0008-rules.ts';
import { caseWords } from './0009-case-words.ts';
import { caseTags } from './0010-case-tags.ts';
import { templates } from './0011-templates.ts';
import { ladders } from './0004-ladders.ts';
import { transcriptsAndRetention } from './0002-transcripts-and-retention.ts';

/** Every step that the schema ever took, in order of name. Steps that were released are never edited. */
export const schemaSteps: Readonly<Record<string, SchemaStep>> = {
  '0001-first-call': firstCall,
  '0002-transcripts-and-retention': transcriptsAndRetention,
  '0003-cases': cases,
  '0004-ladders': ladders,
  '0005-promises': promises,
  '0006-callbacks': callbacks,
  '0007-api-keys': apiKeys,
  '0008-rules': rules,
  '0009-case-words': caseWords,
  '0010-case-tags': caseTags,
  '0011-templates': templates,
};
