import { wordsOfBy } from '../../kernel/by.ts';
import { refuse, type Decision, type Moment, type Refusal } from '../../kernel/decision.ts';
import { faultsOf, faultWords, type TemplateFault } from './liquid.ts';
import { KIND_WORDS, TemplateKind, type TemplateWords } from './template-words.ts';
import type { TemplatesCommand, TemplatesEvent, TemplatesState } from './template.ts';

/** The rules of editing templates: nobody writes over what they have not seen, and nothing that cannot be sent is saved. */
export function decideTemplates(
  { asOf, by, words }: TemplatesCommand,
  state: TemplatesState,
  _facts: null,
  { at, id: businessId }: Moment,
): Decision<TemplatesEvent> | Refusal {
  const last = state.status === 'none' ? null : (state.versions.at(-1) ?? null);
  const newest = last?.version ?? 0;
  if (asOf !== newest && last !== null)
    return refuse(
      'templates-changed',
      `${wordsOfBy(last.by)} saved version ${newest} while you were editing version ${asOf}. Your words are still here: compare the two, then save again on top of the newest.`,
    );
  if (asOf !== newest)
    return refuse('version-unknown', `There is no version ${asOf} of these templates. Load them again.`);
  const faults = faultsIn(words);
  if (faults.length > 0) return refuse('template-wrong', faults.map(faultSentence).join(' '));
  return { events: [{ type: 'TemplatesSaved', businessId, saved: { version: newest + 1, at, by, words } }] };
}

type KindFault = TemplateFault & { readonly kind: TemplateKind };

/** Everything that is wrong in a business's own words. */
export function faultsIn(words: TemplateWords): readonly KindFault[] {
  return TemplateKind.options.flatMap((kind) =>
    faultsOf(kind, words[kind] ?? {}).map((fault) => ({ ...fault, kind })),
  );
}

/** `“Message”, the text of the e-mail, line 3: there is no field "nmae"; ….` */
export function faultSentence(fault: KindFault): string {
  return `“${KIND_WORDS[fault.kind].name}”, ${faultWords(fault)}.`;
}
