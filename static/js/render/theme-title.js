import { hyphenated } from "../lib/base/hyphenated.js";
import { first } from "../lib/base/page-data.js";
import { themeName } from "../lib/model/theme-name.js";

/**
 * A theme's title as a board draws it, in narrow columns: its long words may break. Hosts name themes in the event's
 * language.
 * @param {{title: string}} cluster
 */
export const themeTitle = (cluster) => hyphenated(themeName(cluster), first().event.language);
