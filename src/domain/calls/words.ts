import type { Business } from '../businesses/business.ts';
import type { Pending } from './call.ts';

/** What callers hear when a person moves them: who, why, and what happens next. */

export const onHold = 'One moment, please. You are on hold and I am still here.';
export const stillOnHold = 'One moment, please. You are still on hold, and nobody has forgotten you.';
export const whileAsking = 'One moment, please. I am asking a colleague, and then I am back with you.';

/** Before a colleague is rung; what happens otherwise is said at once. */
export function puttingThrough(name: string): string {
  return `I am putting you through to ${name}. If there is no answer, you come straight back to us, first in line.`;
}

/** Before an expert is rung: by when there is an answer, as the business promises for this topic. */
export function toExpert(business: Business, topicKey: string): string {
  const topic = business.topics.find(({ key }) => key === topicKey);
  const name = topic?.name ?? 'this';
  return `I am passing you to a colleague who knows about ${name}, and I am ringing them now. You will have an answer ${topic?.answerBy ?? 'today'}.`;
}

/** Before a manager is rung; `authorityKey`: what they are to decide, null when nothing was named. */
export function toManager(business: Business, authorityKey: string | null): string {
  const authority = business.authorities.find(({ key }) => key === authorityKey);
  const about = authority === undefined ? '' : `: ${authority.name}`;
  return `I am passing you to a manager who may decide this${about}. I am ringing them now, and they will have your story.`;
}

export const managerRinging = 'I am ringing a manager for you now.';
export const managerNotReached =
  'No manager can be reached at the moment. You keep your place, and the next person who is free takes your call.';

export const expertNotReached =
  'No one who knows about this can be reached at once, so I am ringing a manager for you now.';

function backInLine(reason: string): string {
  return `${reason} You are back with us and first in line.`;
}

/** Callers are told who could not be had; what a colleague was busy with is for the desk. */
export function notReached(pending: Pending | null): string {
  if (pending?.name) return backInLine(`${pending.name} did not answer.`);
  if (pending?.pathway === 'functional')
    return backInLine('No one who knows about this can be reached at the moment.');
  return backInLine('No manager can be reached at the moment.');
}

/** The colleague hung up or was lost, and the caller waits again. */
export function cutOff(name: string): string {
  return backInLine(`The line to ${name} has ended.`);
}

/** A conversation broke off on our side, and nobody hung up: somebody else is rung. */
export function lineLost(name: string): string {
  return `Your line to ${name} has been lost. I am finding somebody else for you.`;
}

export function goodbye(businessName: string): string {
  return `Thank you for calling ${businessName}. Goodbye.`;
}
