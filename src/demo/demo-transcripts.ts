import { createHolidayLookup } from '../domain/businesses/holidays.ts';
import { checkFolder } from '../domain/flows/check-folder.ts';
import { problemLine } from '../domain/flows/library.ts';
import { transcriptOf } from '../domain/flows/transcript.ts';
import { readDeployment } from '../deployment/load-deployment.ts';

/** What callers of the demo businesses hear, kept in files so that a change to it is seen and meant. */
export async function demoTranscripts(): Promise<{ readonly file: string; readonly text: string }[]> {
  const { businesses } = await readDeployment('src/demo');
  const { loaded, problems } = await checkFolder('ivr-flows', businesses);
  if (problems.length > 0) throw new Error(problems.map(problemLine).join('\n'));
  const flows = loaded.map((one) => one.flow);
  const holidays = createHolidayLookup();
  return businesses.flatMap((business) =>
    flows
      .filter((flow) => flow.business === business.id)
      .map((flow) => ({
        file: `src/demo/transcripts/${flow.id}.txt`,
        text: transcriptOf(flow, { flows, business, holidays }),
      })),
  );
}
