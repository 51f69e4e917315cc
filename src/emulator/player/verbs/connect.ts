import type { Verb } from '../document.ts';
import { leaveToPartner } from './partner.ts';

export const connect: Verb = (stage, element) => leaveToPartner(stage, element, 'Connect', { loops: false });
