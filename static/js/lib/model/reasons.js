import { t } from "../base/page-data.js";

/** Why contributions are hidden, most often first; stored by these words and told to everybody in their language. */
export const REASONS = ["names", "contact", "hurts", "topic", "twice"];

/** Their sentences, in the same order; each by its whole name, for a phone says no other. */
const SENTENCES = ["reason.names", "reason.contact", "reason.hurts", "reason.topic", "reason.twice"];

/**
 * A reason as people read it: one of ours, or what a host wrote.
 * @param {string} reason
 */
export function reasonText(reason) {
  const sentence = SENTENCES[REASONS.indexOf(reason)];
  return sentence ? t(sentence) : reason;
}

/**
 * What became of a hidden contribution, with the reason if there is one.
 * @param {{hidden_reason?: string|null}} contribution
 */
export function hiddenBecause({ hidden_reason: reason }) {
  return reason ? t("card.hidden_because", { reason: reasonText(reason) }) : t("card.hidden");
}
