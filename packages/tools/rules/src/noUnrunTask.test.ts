import { afterAll, describe, it } from '@jest/globals';
import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { noUnrunTask } from './noUnrunTask.ts';

Object.assign(RuleTester, { afterAll, describe, it, itOnly: it });

const tester = new RuleTester({
  languageOptions: {
    parser,
    parserOptions: {
      projectService: { allowDefaultProject: ['*.ts'] },
      tsconfigRootDir: import.meta.dirname,
    },
  },
});

const program = (statement: string): string => `
  type Task<A> = () => Promise<A>;
  declare const append: (event: string) => Task<number>;
  declare const pipe: <A, B>(a: A, f: (a: A) => B) => B;
  declare let later: Task<number>;
  async function run(): Promise<void> { ${statement} }
`;

const caught = (statement: string) => ({
  code: program(statement),
  filename: 'task.ts',
  errors: [{ messageId: 'unrun' }],
});
const fine = (statement: string) => ({ code: program(statement), filename: 'task.ts' });

tester.run('no-unrun-task', noUnrunTask as never, {
  valid: [
    fine(`await append('placed')();`),
    fine(`void append('placed')();`),
    fine(`later = append('placed');`),
    fine(`const task = append('placed'); await task();`),
    fine(`append;`),
    fine(`console.log('placed');`),
  ],
  invalid: [
    caught(`append('placed');`),
    caught(`await append('placed');`),
    caught(`void append('placed');`),
    caught(`pipe('placed', append);`),
    caught(`later;`),
  ],
});
