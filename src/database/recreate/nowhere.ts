import type { Identifier, Name, NameAt } from "../../model/name.js";
import type { Span } from "../../text/source-text.js";

/** Where operations stand that no file holds. */
export const NOWHERE: Span = { start: 0, end: 0 };

export const identifier = (name: string): Identifier => ({ name, span: NOWHERE });

export const nameAt = ({ schema, name }: Name): NameAt => ({ schema, name, span: NOWHERE });
