import { setTimeout as pause } from 'node:timers/promises';

/** Ends a process that is no child of ours, and waits for it: eight seconds in peace, then by force. @throws Error when it lives on */
export async function endById(pid: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, tries < 80 ? 'SIGTERM' : 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    await pause(100);
  }
  throw new Error(`The process ${pid} cannot be ended`);
}
