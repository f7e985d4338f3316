export { acceptance, Acceptance } from './acceptance';
export { hasWrongCheckDigit } from './accessKey';
export { parseDate, parseDeliveryDate, withOffset } from './dates';
export { decodeDelivery } from './delivery';
export { ErrorEnvelope, errorEnvelope, problemDocument, ProblemDocument } from './errorEnvelope';
export { expectations, type Expectation } from './expectations';
export { failureOf, type FailedField, type Failure } from './failure';
export type { DocumentError, FieldProblem, InvalidDocument } from './fields';
export {
  documentLimits,
  parseJson,
  type Json,
  type JsonError,
  type JsonErrorType,
  type JsonLimits,
  type JsonMembers,
} from './json';
export {
  decodeNotification,
  toAddDocument,
  type Notification,
  type Submission,
} from './notification';
export { decodeOrderDocument, toPlaceOrder, type OrderDocument } from './orderDocument';
export { OrderView, orderView } from './orderView';
export { CourierStatus, PackageItem, PackageView, packageView } from './packageView';
export {
  eventPositionParameter,
  invoiceNumberParameter,
  limitParameter,
  logSizeParameter,
  momentParameter,
  notBeforeParameter,
  orderIdParameter,
  positionParameter,
  revisionParameter,
} from './parameters';
export { notificationField, orderField } from './platformFields';
export { decodePreview, previewOf, type Preview, type PreviewRequest } from './preview';
export { previewView, PreviewView } from './previewView';
export { notificationText, orderText, receiptOf } from './receipt';
export {
  errorCodes,
  type ErrorCode,
  type ErrorCodeEntry,
  type Refusal,
  type RequestError,
  type StoreError,
} from './refusal';
export { refusalMessage } from './refusalMessage';
export { decodeTracking, toUpdateTracking, type TrackingSubmission } from './tracking';
export type { DateAsSent } from './values';
export type { Warning } from './warnings';
