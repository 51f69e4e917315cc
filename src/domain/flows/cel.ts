import {
  EvaluationError,
  ParseError,
  type ASTNode,
  type Environment,
  type TypeError as CelTypeError,
} from '@marcbachmann/cel-js';

/** Reading and checking of conditions in CEL: the same for the flows and for the if/then rules. */

export interface ConditionFault {
  readonly message: string;
  readonly remedy: string;
  /** Characters from the beginning of the condition. */
  readonly offset: number;
}

export interface ReadCondition {
  readonly ast: ASTNode;
  /** The answer, or why it cannot be given (such as `int("abc")`). */
  run(context: Record<string, unknown>): boolean | { readonly failed: string };
}

/** @param fields what a condition may look at, for whoever wrote something else */
export function readCondition(
  environment: Environment,
  source: string,
  fields: string,
): ReadCondition | { readonly fault: ConditionFault } {
  const faultOf = (error: ParseError | CelTypeError | undefined): ConditionFault => ({
    message: `the condition is wrong: ${error?.summary ?? 'it cannot be read'}`,
    remedy: `correct the condition; it may look at ${fields}`,
    offset: error?.range?.start ?? 0,
  });
  try {
    const program = environment.parse(source);
    const checked = program.check();
    if (!checked.valid) return { fault: faultOf(checked.error) };
    if (checked.type !== 'bool') {
      return {
        fault: {
          message: `the condition gives ${checked.type ?? 'something'}, not true or false`,
          remedy: 'compare it with something, such as "> 3" or \'== "yes"\'',
          offset: 0,
        },
      };
    }
    return {
      ast: program.ast,
      run(context) {
        try {
          return program(context) === true;
        } catch (error) {
          if (error instanceof EvaluationError) return { failed: error.summary };
          throw error;
        }
      },
    };
  } catch (error) {
    if (error instanceof ParseError) return { fault: faultOf(error) };
    throw error;
  }
}

/** CEL's whole numbers are BigInt. */
export function withWholeNumbers(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' ? BigInt(Math.trunc(value)) : value,
    ]),
  );
}
