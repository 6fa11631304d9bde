/** Whether somebody has a field in hand: nothing takes the focus from it, and nothing opens over it. */
export const isTyping = () => Boolean(document.activeElement?.matches("textarea, input:not([type=checkbox]), select"));
