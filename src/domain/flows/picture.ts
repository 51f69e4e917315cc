import { assertNever } from '../../kernel/assert-never.ts';
import { resolveTarget } from './compile.ts';
import type { CompiledFlow } from './compile.ts';
import type { FlowFile, StepFile, Words } from './language.ts';
import { BUILT_IN, exitsOf } from './step-parts.ts';

/** A flow as a Mermaid flowchart: what each step is, and what leads from one to the next. */
export function mermaidOf(flow: CompiledFlow, file: FlowFile): string {
  const lines: string[] = [];
  const drawn = new Set<string>();
  const open = [resolveTarget(flow, flow.start)];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (drawn.has(id)) continue;
    drawn.add(id);
    const step = flow.steps[id];
    lines.push(`  ${nodeOf(id, step)}`);
    if (!step) continue;
    for (const exit of exitsOf(step)) {
      // Giving up after silence is the same in every menu; drawing it everywhere would hide the rest.
      if (exit.path.length === 0 && exit.target === 'person') continue;
      const to = resolveTarget(flow, exit.target);
      lines.push(`  ${name(id)} ${arrow(labelOf(step, exit.path))} ${name(to)}`);
      open.push(to);
    }
  }
  const person = resolveTarget(flow, 'person');
  if (!drawn.has(person)) lines.push(`  ${nodeOf(person, flow.steps[person])}`);
  const asks = Object.entries(file.steps).filter(
    ([id, { step }]) => drawn.has(id) && (step === 'menu' || step === 'ask' || step === 'language'),
  );
  for (const [id] of asks) lines.push(`  ${name(id)} -.->|0| ${name(person)}`);
  return ['flowchart TD', ...lines].join('\n');
}

function nodeOf(id: string, step: StepFile | undefined): string {
  if (!step) return `${name(id)}(("back to the calling flow"))`;
  const title = `<b>${escape(id.replace(/^~/, ''))}</b><br/>${escape(summaryOf(step))}`;
  switch (step.step) {
    case 'menu':
    case 'ask':
    case 'language':
      return `${name(id)}[/"${title}"/]`;
    case 'hours':
    case 'branch':
      return `${name(id)}{"${title}"}`;
    case 'queue':
    case 'ring':
    case 'manager':
      return `${name(id)}(["${title}"])`;
    default:
      return `${name(id)}["${title}"]`;
  }
}

function summaryOf(step: StepFile): string {
  switch (step.step) {
    case 'say':
      return step.text === undefined ? 'plays a recording' : shortened(step.text);
    case 'menu':
      return step.prompt === undefined ? 'offers choices' : shortened(step.prompt);
    case 'ask':
      return `asks for ${step.label ?? step.name}`;
    case 'hours':
      return `${step.hours} hours`;
    case 'branch':
      return 'chooses by conditions';
    case 'queue':
      return `waits for ${step.queue ?? 'the first queue'}`;
    case 'ring':
      return `rings ${step.people?.join(', ') ?? step.team ?? ''}`;
    case 'manager':
      return 'to somebody in charge';
    case 'message':
      return 'takes a message';
    case 'callback':
      return 'promises to ring back';
    case 'set':
      return `${step.name} = ${shortened(step.value)}`;
    case 'case':
      return `opens a case: ${shortened(step.summary)}`;
    case 'notice':
      return 'recording notice';
    case 'language':
      return 'offers languages';
    case 'flow':
      return `runs ${step.flow}`;
    case 'goodbye':
      return shortened(step.text);
    default:
      return assertNever(step);
  }
}

function labelOf(step: StepFile, path: readonly (string | number)[]): string {
  const [field, index] = path;
  if (step.step === 'menu' && field === 'choices') {
    const choice = step.choices[Number(index)];
    return choice ? `${choice.key} ${shortened(choice.label)}` : '';
  }
  if (step.step === 'branch' && field === 'cases') return step.cases[Number(index)]?.when ?? '';
  if (field === 'while_waiting') return `while waiting: ${String(index)}`;
  if (field === 'no_input') return 'silence';
  if (field === 'no_match') return 'not understood';
  if (field === 'then' || field === undefined)
    return step.step === 'queue' || step.step === 'ring' || step.step === 'manager' ? 'nobody' : '';
  return String(field);
}

function arrow(label: string): string {
  return label === '' ? '-->' : `-->|"${escape(label)}"|`;
}

/** Mermaid node names may not contain every letter that a step's name may, and `end` breaks it. */
function name(id: string): string {
  const words: Readonly<Record<string, string>> = {
    [BUILT_IN.person]: 'default_person',
    [BUILT_IN.manager]: 'to_manager',
    [BUILT_IN.message]: 'default_message',
    [BUILT_IN.callback]: 'to_callback',
    [BUILT_IN.goodbye]: 'default_goodbye',
  };
  return words[id] ?? `s_${id.replace(/-/g, '_')}`;
}

function shortened(words: Words): string {
  const text = typeof words === 'string' ? words : (Object.values(words)[0] ?? '');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function escape(text: string): string {
  return text.replace(/"/g, '#quot;').replace(/</g, '#lt;').replace(/>/g, '#gt;').replace(/\|/g, '#124;');
}
