import { t } from "../base/page-data.js";

/** A theme's title, or that no host has given it one yet. @param {{title: string}} cluster */
export const themeName = ({ title }) => title || t("board.unnamed");
