import type { Told } from '../../../contract/shapes.ts';
import { Elapsed } from '../../components/times.tsx';
import { outcomeWords } from '../../components/words.ts';

/** Who was told of a breach, and what came of it. */
export function ToldLine({ told }: { readonly told: readonly Told[] }) {
  if (told.length === 0) return <>Nobody told yet</>;
  return (
    <>
      told:{' '}
      {told.map((each, index) => (
        <span key={`${each.personId}-${each.at}`}>
          {index > 0 ? ', ' : ''}
          <span className="strong">{each.name}</span> <Elapsed since={each.at} /> ago,{' '}
          {outcomeWords(each.outcome)}
        </span>
      ))}
    </>
  );
}
