import { z } from 'zod';

/** How messages are taken and what happens to them. */

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens, such as "billing"');

export const MessageField = z
  .strictObject({
    key,
    label: z.string(),
    type: z.enum(['text', 'phone', 'email', 'choice', 'long']).default('text'),
    required: z.boolean().default(false),
    /** Of a `choice`. */
    options: z.array(z.string()).default([]),
  })
  .refine(({ type, options }) => (type === 'choice') === options.length > 0, {
    message: 'a choice has options, and nothing else has',
  });
export type MessageField = z.infer<typeof MessageField>;

export const MessageForm = z
  .strictObject({
    key,
    name: z.string(),
    /** Used for callers with this topic; null: for any. */
    topic: key.nullable().default(null),
    when: z.enum(['hours', 'closed', 'always']).default('always'),
    fields: z.array(MessageField).min(1),
    /** Whom the message is for, unless somebody says otherwise. */
    for: z.strictObject({ kind: z.enum(['person', 'queue', 'topic']), id: z.string() }),
    ways: z
      .array(z.enum(['desk', 'phone', 'sms', 'email']))
      .min(1)
      .default(['desk', 'email']),
    /** Nobody has said "I have it" after so many minutes: they are reminded, again and again. */
    chaseMinutes: z.number().int().min(1).max(1_440).default(30),
    /** After so many, the managers are told. */
    escalateMinutes: z.number().int().min(1).max(10_080).default(120),
    /** Text the caller, on a mobile number that may be dialled, as soon as somebody has their message. */
    tellSender: z.boolean().default(false),
  })
  .refine(({ chaseMinutes, escalateMinutes }) => chaseMinutes <= escalateMinutes, {
    message: 'people are reminded before the managers are told: chaseMinutes is the smaller',
  });
export type MessageForm = z.infer<typeof MessageForm>;

/** One e-mail a day to each person with messages that nobody has taken. `at` is wall time of the business. */
export const Digest = z.strictObject({
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as 08:30'),
});
