import type { Deskbell } from '../../src/app.ts';
import { doorwayFromKeeper } from '../../src/keeper/behind-keeper.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { nextDueAt, startServer } from './house-server.ts';
import { isQuestion, type Answer, type Asked, type Answers } from './server-words.ts';
import { HandClock } from './time.ts';

/**
 * The server of a house as a process of its own, which can be killed: started by `server-process.ts`, which says how late
 * it is and when to do what is due. Connections come from whoever holds the port, as behind the keeper.
 */
const doorway = doorwayFromKeeper();
const logger = createLogger({ level: 'info', pretty: false });
const clock = new HandClock(0);
let deskbell: Deskbell | null = null;

process.on('message', (message: unknown) => {
  if (!isQuestion(message)) return;
  const { n } = message;
  const tell = (answer: Answer) => process.send?.(answer);
  reply(message).then(
    (value) => tell({ n, value }),
    (error: unknown) => tell({ n, error: error instanceof Error ? String(error.stack) : String(error) }),
  );
});

async function reply(asked: Asked): Promise<Answers[Asked['what']]> {
  if (asked.what === 'open') {
    clock.add(asked.at - clock.now());
    deskbell = await startServer(asked.settings, { clock, logger, doorway });
    return deskbell.board.rows();
  }
  if (deskbell === null) throw new Error('The server is not open yet');
  switch (asked.what) {
    case 'move':
      clock.add(asked.at - clock.now());
      return null;
    case 'run-due':
      await deskbell.engine.runDue();
      await deskbell.board.caughtUp();
      return deskbell.board.rows();
    case 'next-due':
      return nextDueAt(deskbell.database.reader, clock.now());
    case 'close':
      await deskbell.close();
      return null;
  }
}
