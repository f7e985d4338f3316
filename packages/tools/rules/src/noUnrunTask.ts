import { AST_NODE_TYPES, ESLintUtils, type TSESTree } from '@typescript-eslint/utils';
import type { Type, TypeChecker } from 'typescript';

/** A function without required arguments that answers a promise: work that nobody has started. */
const isTask = (checker: TypeChecker, type: Type): boolean =>
  type
    .getCallSignatures()
    .some(
      (signature) =>
        signature.parameters.length === 0 &&
        checker.getReturnTypeOfSignature(signature).getProperty('then') !== undefined,
    );

const subject = (expression: TSESTree.Expression): TSESTree.Expression =>
  expression.type === AST_NODE_TYPES.UnaryExpression && expression.operator === 'void'
    ? subject(expression.argument)
    : expression;

/** Reports a statement that builds a Task or TaskEither and drops it without running it. */
export const noUnrunTask = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    defaultOptions: [],
    messages: { unrun: 'This task is built but never run: call it, return it or compose it.' },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    return {
      ExpressionStatement(statement) {
        const expression = subject(statement.expression);
        if (expression.type === AST_NODE_TYPES.AssignmentExpression) return;
        if (isTask(checker, services.getTypeAtLocation(expression))) {
          context.report({ node: statement, messageId: 'unrun' });
        }
      },
    };
  },
});
