import type { Verb } from '../document.ts';
import { leaveToPartner } from './partner.ts';

export const pay: Verb = (stage, element) => leaveToPartner(stage, element, 'Pay', { loops: true });
