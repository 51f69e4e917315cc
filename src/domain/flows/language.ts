import { z } from 'zod';
import { ReasonKey } from '../businesses/reasons-words.ts';
import { Severity, Tier } from '../cases/case.ts';

/**
 * The flow language: one IVR flow per YAML file, a graph of named steps.
 * Longer than 300 lines because it is one vocabulary: whoever writes a flow finds every word here.
 * The JSON Schema for editors and `docs/flow-language.md` are generated from these shapes, so every field describes itself.
 */

/** Targets with a meaning of their own, so no step may be called so. */
export const RESERVED_STEPS = ['manager', 'callback', 'return'] as const;

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens, such as "billing-team"');
const valueName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and underscores, such as "order_number"');
const languageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][A-Za-z0-9]{1,7})?$/,
    'write a language as a tag such as "en-GB", "fr-FR" or "cy"',
  );
const keyOf = (pattern: RegExp, hint: string) =>
  z
    .union([z.string(), z.number().int()], { error: hint })
    .transform(String)
    .pipe(z.string().regex(pattern, hint));

const choiceKey = keyOf(/^(\d{1,4}|#|\*)$/, 'a key is 1 to 4 digits, "#" or "*" (quote the last two)');

export const Target = name
  .describe('Where the caller goes next: a step of this file, `person`, `manager`, `callback` or `return`.')
  .meta({ title: 'a step' });

export const Words = z
  .union([z.string().min(1), z.record(languageTag, z.string().min(1))], {
    error: 'write a text, or one text per language such as { en-GB: "Hello", fr-FR: "Bonjour" }',
  })
  .describe('A text that is spoken; `{{fields}}` are filled in.')
  .meta({ id: 'Words', title: 'text, or one per language' });
export type Words = z.infer<typeof Words>;

const audioPath = z
  .string()
  .regex(
    /^(https:\/\/\S+|(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*\.(wav|mp3))$/,
    'name a .wav or .mp3 file below the audio folder, such as "shop/welcome.wav", or an https:// address',
  );
const Audio = z
  .union([audioPath, z.record(languageTag, audioPath)], {
    error: 'name an audio file, or one per language such as { en-GB: "welcome.wav" }',
  })
  .describe('A recorded file below the audio folder (or an https address), or one per language.')
  .meta({ title: 'file, or one per language' });

const Says = z
  .union([z.array(z.string().min(1)), z.record(languageTag, z.array(z.string().min(1)))], {
    error: 'list the words a caller may say, such as [billing, invoice], or one list per language',
  })
  .describe('Words or phrases a caller may say instead of pressing the key.')
  .meta({ title: 'list of texts, or one list per language' });
export type Says = z.infer<typeof Says>;

const then = Target;

const Choice = z
  .strictObject({
    key: choiceKey.describe('The key that makes this choice: 1 to 4 digits, "#" or "*".'),
    label: Words.describe('What the choice is, for reports and for whoever answers: `Billing`.'),
    spoken: Words.optional().describe(
      'How the choice is read out before its key: `To pay an invoice`. Left out: `For <label>`.',
    ),
    says: Says.optional(),
    hidden: z.boolean().default(false).describe('True: the choice works but is not read out.'),
    then,
  })
  .meta({ id: 'Choice' });
export type Choice = z.infer<typeof Choice>;

const Tries = z.strictObject({
  prompts: z
    .array(Words)
    .min(1)
    .max(3)
    .optional()
    .describe(
      'What is said the first, second and third time, before the choices are read again. Shorter each time is kinder.',
    ),
  then: Target.optional().describe('Where the caller goes after the last of them. Left out: to a person.'),
});

const noInput = Tries.optional().describe(
  'What happens when the caller stays silent. Left out: two reminders, then a person.',
);
const noMatch = Tries.optional().describe(
  'What happens when the caller was not understood; counted apart from silence. Left out: two more tries, then a person.',
);

const SayStep = z
  .strictObject({
    step: z.literal('say'),
    text: Words.optional(),
    audio: Audio.optional(),
    then,
  })
  .refine(
    (step) => (step.text === undefined) !== (step.audio === undefined),
    'give either `text` or `audio`, one of them',
  )
  .describe('Speaks a text or plays a recorded file.')
  .meta({ id: 'say' });

const MenuStep = z
  .strictObject({
    step: z.literal('menu'),
    prompt: Words.optional().describe('Said before the choices are read.'),
    read_choices: z
      .boolean()
      .default(true)
      .describe(
        'True: the choices are read out in order, function first, then key. False: `prompt` says it all.',
      ),
    choices: z
      .array(Choice)
      .min(1)
      .describe('What the caller may choose. `0` for a person and `*` to repeat are always there.'),
    barge_in: z.boolean().default(true).describe('False: the prompt is spoken to its end before keys count.'),
    no_input: noInput,
    no_match: noMatch,
  })
  .describe('Offers choices by key and by speech.')
  .meta({ id: 'menu' });

const AskStep = z
  .strictObject({
    step: z.literal('ask'),
    name: valueName.describe('The value that the digits are kept in, used as `values.<name>`.'),
    label: z
      .string()
      .min(1)
      .optional()
      .describe('What it is, for whoever answers: `Order number`. Left out: not shown.'),
    prompt: Words,
    length: z
      .strictObject({
        min: z.number().int().min(1).max(32).describe('Fewest digits.'),
        max: z.number().int().min(1).max(32).describe('Most digits.'),
      })
      .refine((length) => length.min <= length.max, 'min must not be greater than max')
      .describe('How many digits are expected.'),
    confirm: z
      .boolean()
      .default(true)
      .describe('True: the digits are read back and the caller says whether they are right.'),
    no_input: noInput,
    no_match: noMatch,
    then,
  })
  .describe('Asks for digits, such as an order number. `*` starts again, `0` alone leads to a person.')
  .meta({ id: 'ask' });

const HoursStep = z
  .strictObject({
    step: z.literal('hours'),
    hours: name.describe("The name of the business's hours to look at."),
    open: Target,
    closed: Target,
    holiday: Target.optional().describe('On public holidays and named exceptions. Left out: as `closed`.'),
  })
  .describe('Goes one way when the business is open and another when it is closed.')
  .meta({ id: 'hours' });

const BranchStep = z
  .strictObject({
    step: z.literal('branch'),
    cases: z
      .array(
        z.strictObject({
          when: z
            .string()
            .min(1)
            .describe(
              'A CEL condition over `caller`, `queue`, `call`, `values` and `hours`, such as `queue["billing"].waiting > 3`.',
            ),
          then,
        }),
      )
      .min(1)
      .describe('Tried in order; the first that is true is followed.'),
    else: Target.describe('Where the caller goes when none is true.'),
  })
  .describe('Chooses a way by conditions.')
  .meta({ id: 'branch' });

const nobody = Target.optional().describe(
  'Where the caller goes when nobody can be reached. Left out: to leave a message.',
);

const QueueStep = z
  .strictObject({
    step: z.literal('queue'),
    queue: name.optional().describe("A queue of the business. Left out: the business's first queue."),
    topic: name.optional().describe('What it is about, so that people who know are found.'),
    priority: name.optional().describe('A named priority of the business.'),
    while_waiting: z
      .record(keyOf(/^(\d|#|\*)$/, 'a key while waiting is one digit, "#" or "*"'), Target)
      .default({})
      .describe(
        'Keys that do something while waiting: `manager` (to somebody in charge), `callback` (hang up, keep the place and be rung back) or a step. `0` leads to a message unless given.',
      ),
    nobody,
  })
  .describe('Lets the caller wait for a person of a queue.')
  .meta({ id: 'queue' });

const RingStep = z
  .strictObject({
    step: z.literal('ring'),
    people: z.array(name).min(1).optional().describe('People to ring, in this order.'),
    team: name.optional().describe('Or everyone who serves this queue.'),
    seconds: z.number().int().min(5).max(120).default(20).describe('How long each telephone rings.'),
    nobody,
  })
  .refine(
    (step) => (step.people === undefined) !== (step.team === undefined),
    'give either `people` or `team`, one of them',
  )
  .describe('Rings named people or a team.')
  .meta({ id: 'ring' });

const ManagerStep = z
  .strictObject({ step: z.literal('manager'), nobody })
  .describe('Puts the caller through to somebody in charge.')
  .meta({ id: 'manager' });

const MessageStep = z
  .strictObject({
    step: z.literal('message'),
    prompt: Words.optional().describe('Asks for the message. Left out: a plain request.'),
    for: name
      .optional()
      .describe("Whom it is for: a queue or a person. Left out: the business's first queue."),
    max_seconds: z.number().int().min(10).max(600).default(120).describe('Longest message.'),
    then: Target.optional().describe('Where the caller goes afterwards. Left out: thanks and goodbye.'),
  })
  .describe('Takes a message after the tone.')
  .meta({ id: 'message' });

const CallbackStep = z
  .strictObject({
    step: z.literal('callback'),
    prompt: Words.optional().describe('Said before the number is read back.'),
    queue: name.optional().describe("Whose people ring back. Left out: the business's first queue."),
    topic: name.optional().describe('What it is about, for whoever rings back.'),
    hours: name
      .optional()
      .describe(
        "The business's hours in which it is rung back. Left out: at any hour that is decent for the caller.",
      ),
    ask_time: z
      .boolean()
      .default(false)
      .describe('True: the caller may choose a time. False: as soon as somebody is free.'),
    then: Target.optional().describe('Where the caller goes afterwards. Left out: a goodbye.'),
    otherwise: Target.optional().describe(
      'Where a caller goes who does not want it, or whose number cannot be rung. Left out: to leave a message.',
    ),
  })
  .describe(
    'Promises to ring the caller back: the number is read back and confirmed, or another one is keyed in. Never a number that is withheld or that may not be dialled.',
  )
  .meta({ id: 'callback' });

const SetStep = z
  .strictObject({
    step: z.literal('set'),
    name: valueName.describe('The value to keep, used as `values.<name>`.'),
    value: z
      .union([z.string(), z.number(), z.boolean()])
      .transform(String)
      .describe('A text; `{{fields}}` are filled in.'),
    label: z.string().min(1).optional().describe('What it is, for whoever answers. Left out: not shown.'),
    then,
  })
  .describe('Keeps a value for later steps.')
  .meta({ id: 'set' });

const CaseStep = z
  .strictObject({
    step: z.literal('case'),
    topic: name.optional().describe('What it is about. Left out: what the call is about.'),
    reason: ReasonKey.optional().describe(
      'Why the customer is not content: one of the reasons of the business. Left out: not known.',
    ),
    severity: Severity.optional().describe('1 is the most severe. Left out: it follows from the tier.'),
    tier: Tier.optional().describe('How special the matter is. Left out: `individual`.'),
    summary: z
      .string()
      .min(1)
      .max(280)
      .describe('The matter in a few words, for whoever has it; `{{fields}}` are filled in.'),
    tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]).describe('Tags that it gets.'),
    then,
  })
  .describe(
    'Opens a case about the call; the caller hears nothing of it. A caller who has an open case of this topic is linked to that one instead, which may become more severe, never less.',
  )
  .meta({ id: 'case' });

const NoticeStep = z
  .strictObject({
    step: z.literal('notice'),
    text: Words.optional().describe(
      "Left out: the notice of the business's recording policy, or nothing if it records nothing.",
    ),
    then,
  })
  .describe(
    'Tells the caller that the call may be recorded. It cannot be cut short: recording waits until it was spoken in full.',
  )
  .meta({ id: 'notice' });

const LanguageStep = z
  .strictObject({
    step: z.literal('language'),
    choices: z
      .array(
        z.strictObject({
          key: keyOf(/^[1-9]$/, 'a language key is one digit from 1 to 9').describe('One digit from 1 to 9.'),
          language: languageTag.describe('The language of the rest of the call.'),
          prompt: z.string().min(1).describe('The offer in its own language: `Pour le français, tapez 2`.'),
          says: z.array(z.string().min(1)).default([]).describe('Words that choose it by speech.'),
        }),
      )
      .min(2)
      .describe('The languages, in the order in which they are offered.'),
    then,
  })
  .describe("Lets the caller choose a language, each offered in its own. Silence keeps the flow's language.")
  .meta({ id: 'language' });

const FlowStep = z
  .strictObject({
    step: z.literal('flow'),
    flow: name.describe('The flow to run; it comes back here with `return`.'),
    then,
  })
  .describe('Runs another flow, then goes on.')
  .meta({ id: 'flow' });

const GoodbyeStep = z
  .strictObject({ step: z.literal('goodbye'), text: Words })
  .describe('Says goodbye and hangs up.')
  .meta({ id: 'goodbye' });

/** Every kind of step, in the order in which the documentation explains them. */
export const STEP_KINDS = [
  SayStep,
  MenuStep,
  AskStep,
  HoursStep,
  BranchStep,
  QueueStep,
  RingStep,
  ManagerStep,
  MessageStep,
  CallbackStep,
  SetStep,
  CaseStep,
  NoticeStep,
  LanguageStep,
  FlowStep,
  GoodbyeStep,
] as const;

export const StepFile = z.discriminatedUnion('step', STEP_KINDS);
export type StepFile = z.infer<typeof StepFile>;
export type StepOf<Kind extends StepFile['step']> = Extract<StepFile, { readonly step: Kind }>;

export const FlowFile = z
  .strictObject({
    flow: name.describe("The flow's own name, unique in the folder; a business's number names it."),
    name: z.string().min(1).describe('What people call it.'),
    business: name.describe('The business it answers for.'),
    language: languageTag.default('en-GB').describe('The language it begins in.'),
    start: Target.describe('The step a call begins at.'),
    person: Target.optional().describe(
      "The step that `0`, `person` and a caller who needs help lead to. Left out: the business's first queue.",
    ),
    steps: z.record(name, StepFile).describe('The steps, each under its own name.'),
  })
  .describe(
    'An IVR flow of Deskbell: what a caller hears and may do before and while somebody takes the call.',
  );
export type FlowFile = z.infer<typeof FlowFile>;
