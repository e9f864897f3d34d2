// The only script of ours. Every page works without it; it folds the menu on a small screen
// and moves the focus to an error summary.
import { createAll, ErrorSummary, ServiceNavigation, SkipLink } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [ErrorSummary, ServiceNavigation, SkipLink]) createAll(component);
