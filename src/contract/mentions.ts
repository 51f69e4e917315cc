/** Whom a note will tell, for the console to show before it is saved. */
export { mentionedIn } from '../kernel/mentions.ts';
