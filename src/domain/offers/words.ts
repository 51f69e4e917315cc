import type { Briefing, Purpose } from './offer.ts';

/** What a person hears on lifting the telephone. */
export function offerPrompt(briefing: Briefing, purpose: Purpose): string {
  const about = briefing.topic === null ? '' : ` About ${briefing.topic}.`;
  return `${opening(briefing, purpose)}${about} To take it, press 1. To pass it on, press 2.`;
}

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
    case 'automatic':
      return `A caller of ${businessName} has waited too long.`;
  }
}
