import { t } from "../base/page-data.js";

/**
 * @typedef {object} Counted what the server counts for a menu
 * @property {Record<string, {contributions: number, left: number}>} stations left: dots that may still be given there
 * @property {{all: number, pending: number, hidden: number}} own
 * @property {"before"|"open"|"closed"|"sealed"} survey
 */

/** @param {{contributions: number, left: number}} station */
export const stationLine = ({ contributions: n, left }) => t("menu.station", { n, left });

/** How many one wrote oneself, and how many of these wait; nothing of who wrote none. @param {Counted["own"]} own */
export const ownLine = ({ all, pending }) =>
  [all && t("menu.own", { n: all }), pending && t("menu.pending", { n: pending })].filter(Boolean).join(" · ");

/** @param {Counted["survey"]} state */
export const surveyLine = (state) => t(`menu.survey_${state === "sealed" ? "closed" : state}`);
