import { HistoryView, OrderList, OrderTotals } from '@facture/projections';
import { Acceptance, ErrorEnvelope, OrderView, PreviewView, ProblemDocument } from '@facture/vtex';

import { ConsistencyProofView, InclusionProofView, OrderProofsView } from '@facture/proofs';
import { schemaOf, type JsonSchema } from './jsonSchema';
import { requestSchemas } from './requestSchemas';

/** What the service takes and answers, by the name that the OpenAPI document gives it. */
export const schemas = {
  ...requestSchemas,
  Acceptance: schemaOf(Acceptance),
  PreviewView: schemaOf(PreviewView),
  OrderView: schemaOf(OrderView),
  OrderList: schemaOf(OrderList),
  OrderTotals: schemaOf(OrderTotals),
  HistoryView: schemaOf(HistoryView),
  InclusionProofView: schemaOf(InclusionProofView),
  ConsistencyProofView: schemaOf(ConsistencyProofView),
  OrderProofsView: schemaOf(OrderProofsView),
  ErrorEnvelope: schemaOf(ErrorEnvelope),
  ProblemDocument: schemaOf(ProblemDocument),
} as const satisfies Readonly<Record<string, JsonSchema>>;

/** The name of something that the service takes or answers. */
export type SchemaName = keyof typeof schemas;
