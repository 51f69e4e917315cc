/** What keeper and server say to each other over the channel between parent and child. */
export const READY = 'ready for connections';
export const CONNECTION = 'connection';

/** Argument by which the server learns that the port after it is held for it. */
export const BEHIND_KEEPER = '--behind-keeper';
