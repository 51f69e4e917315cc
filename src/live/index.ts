export { type Board, type BoardViews, type View, createBoard } from './board.ts';
export type { FeedEvent } from './event-feed.ts';
export { type Live, type LiveParts, createLive } from './live.ts';
export { type News, type NewsSource, createNews } from './news.ts';
export type { AnyRow, BoardChange, BoardRows, BoardSource, RowOf, RowRef } from './rows.ts';
export type { Visitors, Watcher } from './visitors.ts';
