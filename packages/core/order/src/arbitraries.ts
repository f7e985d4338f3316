export { anyAmount, anyQuantity, anySignedAmount, anyUnits } from './arbitraries/amounts';
export {
  anyCommandId,
  anyCurrency,
  anyInvoiceNumber,
  anyOrderId,
  anyReceipt,
  anySellerId,
  anySkuId,
  anyText,
  anyTextOrNone,
  anyTimestamp,
} from './arbitraries/names';
export { anyCheckpoint, anyTracking } from './arbitraries/packages';
export {
  anyOrderLine,
  anyPlaceOrder,
  anyWrongPlaceOrder,
  type PlacingOptions,
} from './arbitraries/placing';
export {
  anyAcceptedStory,
  anyDocumentFor,
  anyExactStory,
  anyHistory,
  anyStory,
  storyOf,
  type Story,
} from './arbitraries/stories';
