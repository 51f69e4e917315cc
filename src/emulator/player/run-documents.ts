import { DocumentFailure, warn } from './document.ts';
import type {
  DocumentMode,
  DocumentRequest,
  Outcome,
  PlayerDocument,
  Run,
  RunEnd,
  Stage,
} from './document.ts';
import { fetchDocument } from './fetch-document.ts';
import type { XmlElement } from './parse-xml.ts';
import { elementsOf } from './parse-xml.ts';
import { playMedia, sayText } from './sound.ts';
import { verbs } from './verbs/index.ts';

/** Fetches and carries out one document. @throws DocumentFailure, Interrupted */
export async function runOneDocument(
  run: Run,
  request: DocumentRequest,
): Promise<RunEnd | { readonly kind: 'goto'; readonly request: DocumentRequest }> {
  const base = {
    exchange: run.exchange,
    leg: run.leg,
    audience: run.audience ?? (() => [run.leg]),
    scope: run.scope,
    mode: run.mode,
    extra: run.extra ?? (() => []),
  };
  const document = await fetchDocument(base, request);
  const stage: Stage = { ...base, url: document.url };
  if (document.kind !== 'twiml') {
    await playReply(stage, document);
    return { kind: 'finished' };
  }
  for (const element of elementsOf(document.root)) {
    stage.scope.check();
    const outcome = await runVerb(stage, element);
    if (outcome.kind !== 'next') return outcome;
  }
  return { kind: 'finished' };
}

/** Carries out a document and whatever it leads to. @throws DocumentFailure, Interrupted */
export async function runDocuments(run: Run): Promise<RunEnd> {
  let request = run.request;
  for (;;) {
    const end = await runOneDocument(run, request);
    if (end.kind !== 'goto') return end;
    request = end.request;
  }
}

async function playReply(stage: Stage, document: Exclude<PlayerDocument, { kind: 'twiml' }>): Promise<void> {
  if (document.kind === 'audio') await playMedia(stage, document.url, document.media);
  else await sayText(stage, document.text);
}

async function runVerb(stage: Stage, element: XmlElement): Promise<Outcome> {
  const verb = verbs.get(element.name);
  if (!verb) {
    warn(stage, 12200, `<${element.name}> is not a verb (line ${element.line}); it is skipped`);
    return { kind: 'next' };
  }
  if (!isAllowed(stage.mode, element.name)) return refuse(stage, element);
  return verb(stage, element);
}

const allowed: Readonly<Record<Exclude<DocumentMode, 'call'>, readonly string[]>> = {
  whisper: ['Say', 'Play', 'Pause', 'Gather', 'Hangup', 'Redirect'],
  'queue-wait': ['Say', 'Play', 'Pause', 'Gather', 'Hangup', 'Redirect', 'Leave'],
  'queue-whisper': ['Say', 'Play', 'Pause', 'Redirect'],
  'room-wait': ['Say', 'Play', 'Pause', 'Redirect'],
  hold: ['Say', 'Play', 'Pause', 'Redirect'],
  announce: ['Say', 'Play', 'Pause', 'Redirect'],
};

function isAllowed(mode: DocumentMode, verb: string): boolean {
  return mode === 'call' || allowed[mode].includes(verb);
}

/** A known verb in a document that may not have it. */
function refuse(stage: Stage, element: XmlElement): Outcome {
  const message = `<${element.name}> is not allowed in this document (line ${element.line})`;
  switch (stage.mode) {
    case 'whisper':
      if (element.name === 'Dial') throw new DocumentFailure(13201, stage.url, message);
      warn(stage, 12200, message);
      return { kind: 'next' };
    case 'queue-wait':
      throw new DocumentFailure(14202, stage.url, message);
    case 'queue-whisper':
      throw new DocumentFailure(14211, stage.url, message);
    case 'room-wait':
    case 'hold':
    case 'announce':
      throw new DocumentFailure(13238, stage.url, message);
    case 'call':
      return { kind: 'next' };
    default:
      return stage.mode satisfies never;
  }
}
