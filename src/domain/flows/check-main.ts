import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readDeployment } from '../../deployment/load-deployment.ts';
import type { Business } from '../businesses/business.ts';
import { createHolidayLookup } from '../businesses/holidays.ts';
import { checkFolder } from './check-folder.ts';
import { problemLine } from './library.ts';
import { isError } from './lint.ts';
import { mermaidOf } from './picture.ts';
import { transcriptOf } from './transcript.ts';

/**
 * `npm run flows [-- folder [--businesses folder]]`: checks flows, and prints each as a picture and as a transcript.
 * Ends with 1 when a file would be refused.
 */
async function main(args: readonly string[]): Promise<number> {
  const flag = args.indexOf('--businesses');
  const deploymentDir = flag >= 0 ? (args[flag + 1] ?? '') : 'src/demo';
  const dir =
    args.find((arg, index) => !arg.startsWith('--') && (flag < 0 || index !== flag + 1)) ?? 'ivr-flows';
  const businesses = await businessesOf(deploymentDir, flag >= 0);

  const { loaded, problems } = await checkFolder(dir, businesses, flag >= 0 ? 'strict' : 'lenient');
  for (const problem of problems)
    console.log(`${isError(problem) ? 'error  ' : 'warning'} ${problemLine(problem)}`);
  const errors = problems.filter(isError).length;
  if (errors > 0) {
    console.log(
      `\n${errors} error${errors === 1 ? '' : 's'} in ${dir}: a file with an error is not put into service.`,
    );
    return 1;
  }

  const flows = loaded.map((one) => one.flow);
  const holidays = createHolidayLookup();
  for (const { flow, file } of loaded) {
    console.log(`\n## ${flow.name} (${flow.id}, version ${flow.version})\n`);
    console.log(`\`\`\`mermaid\n${mermaidOf(flow, file)}\n\`\`\`\n`);
    const business = businesses?.find((one) => one.id === flow.business);
    if (business) console.log(transcriptOf(flow, { flows, business, holidays }));
    else
      console.log(
        `No transcript: the business "${flow.business}" is not known here. Name its folder with --businesses.`,
      );
  }
  console.log(
    `${loaded.length} flow${loaded.length === 1 ? '' : 's'} checked, ${problems.length} warnings, no errors.`,
  );
  return 0;
}

/** The businesses to check names against; null when there are none and none were asked for. */
async function businessesOf(dir: string, asked: boolean): Promise<readonly Business[] | null> {
  const there = await access(join(dir, 'people.yaml')).then(
    () => true,
    () => false,
  );
  if (!there && !asked) return null;
  return (await readDeployment(dir)).businesses;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
