import type { Database, DataType } from "../../../../model/database.js";
import type { Domain } from "../../../../model/database-objects.js";

/** The type behind a domain, through domains over domains. */
export interface BehindDomain {
  readonly type: DataType;
  /** A value must be looked at before it is one of the domain's. */
  readonly constrained: boolean;
}

/** undefined for what is no domain. An array of a domain is none. */
export function behindDomain(type: DataType, { domains }: Pick<Database, "domains">): BehindDomain | undefined {
  const domain = type.array ? undefined : domains.find(({ id }) => id === type.userType);
  if (!domain) return undefined;
  const deeper = behindDomain(domain.type, { domains });
  return { type: deeper?.type ?? domain.type, constrained: isConstrained(domain) || deeper?.constrained === true };
}

const isConstrained = ({ notNull, checks }: Domain): boolean => notNull || checks.length > 0;
