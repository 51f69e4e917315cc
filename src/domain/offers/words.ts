import type { Briefing, Purpose } from './offer.ts';

/** What a person hears on lifting the telephone. */
export function offerPrompt(briefing: Briefing, purpose: Purpose): string {
  const about = briefing.topic === null ? '' : ` About ${briefing.topic}.`;
  if (purpose === 'callback') {
    const last = briefing.story.at(-1);
    const whom = last === undefined ? '' : ` ${last}`;
    return `${opening(briefing, purpose)}${about}${whom} To ring the customer now, press 1. To pass it on, press 2.`;
  }
  return `${opening(briefing, purpose)}${about} To take it, press 1. To pass it on, press 2.`;
}

/** What a person hears who said yes to a call-back, while the customer's telephone begins to ring. */
export const ringingCustomer = 'We are ringing the customer. Please stay on the line.';

function opening(briefing: Briefing, purpose: Purpose): string {
  const { businessName } = briefing;
  switch (purpose) {
    case 'queue':
    case 'flow':
      return `A call for ${businessName}.`;
    case 'transfer':
      return `A call for ${businessName}, passed to you.`;
    case 'consult':
      return `A colleague at ${businessName} asks for your advice.`;
    case 'functional':
      return `A call for ${businessName} needs what you know.`;
    case 'hierarchical':
      return `A call for ${businessName} needs your decision.`;
    case 'callback':
      return `A call-back for ${businessName}.`;
    case 'automatic':
      return `A caller of ${businessName} has waited too long.`;
  }
}
