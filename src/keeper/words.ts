/** What keeper and server say to each other over the channel between parent and child. */
export const READY = 'ready for connections';
export const CONNECTION = 'connection';
/** The server has the connection that was sent to it longest ago; it says so before it reads from it. */
export const TAKEN = 'taken';

/** Argument by which the server learns that the port after it is held for it. */
export const BEHIND_KEEPER = '--behind-keeper';
