/** Why people most often go away; anything else can be typed. */
export const awayReasons = ['Break', 'Lunch', 'Meeting', 'Training'] as const;
