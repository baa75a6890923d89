// What every page needs. Each module does nothing where its part is missing, and every page works without them.

import { focusErrorSummary } from "./error-summary.js";

focusErrorSummary(document);
