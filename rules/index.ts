import type { Rule } from "../src/check/rule.js";
import noCascadeDelete from "./no-cascade-delete.js";
import noColumnTypeRewrite from "./no-column-type-rewrite.js";
import noConcurrentInTransaction from "./no-concurrent-in-transaction.js";
import noDropColumn from "./no-drop-column.js";
import noDropTable from "./no-drop-table.js";
import noEnumSwap from "./no-enum-swap.js";
import noEnumValueRemoval from "./no-enum-value-removal.js";
import noIfNotExistsConcurrently from "./no-if-not-exists-concurrently.js";
import noMissingObject from "./no-missing-object.js";
import noNarrowingCast from "./no-narrowing-cast.js";
import noNewEnumValueUse from "./no-new-enum-value-use.js";
import noRenameColumn from "./no-rename-column.js";
import noRenameTable from "./no-rename-table.js";
import noResultTypeChange from "./no-result-type-change.js";
import noSerialColumn from "./no-serial-column.js";
import noSessionSettingLeak from "./no-session-setting-leak.js";
import noSetNotNullScan from "./no-set-not-null-scan.js";
import noStoredGeneratedColumn from "./no-stored-generated-column.js";
import noSyntaxError from "./no-syntax-error.js";
import noUnbalancedTransaction from "./no-unbalanced-transaction.js";
import noUncheckedUnique from "./no-unchecked-unique.js";
import noUnintendedRename from "./no-unintended-rename.js";
import noUnknownRule from "./no-unknown-rule.js";
import noUnusedDisable from "./no-unused-disable.js";
import noValidateInSameTransaction from "./no-validate-in-same-transaction.js";
import noVolatileDefault from "./no-volatile-default.js";
import requireBackfillBeforeNotNull from "./require-backfill-before-not-null.js";
import requireColumnDefault from "./require-column-default.js";
import requireConcurrentDetach from "./require-concurrent-detach.js";
import requireConcurrentIndex from "./require-concurrent-index.js";
import requireConcurrentIndexDrop from "./require-concurrent-index-drop.js";
import requireConcurrentRefresh from "./require-concurrent-refresh.js";
import requireConcurrentReindex from "./require-concurrent-reindex.js";
import requireDisableReason from "./require-disable-reason.js";
import requireForeignKeyIndex from "./require-foreign-key-index.js";
import requireLockTimeout from "./require-lock-timeout.js";
import requireNotValidCheck from "./require-not-valid-check.js";
import requireNotValidForeignKey from "./require-not-valid-foreign-key.js";
import requirePartitionCheck from "./require-partition-check.js";
import requireSequenceType from "./require-sequence-type.js";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  noCascadeDelete,
  noColumnTypeRewrite,
  noConcurrentInTransaction,
  noDropColumn,
  noDropTable,
  noEnumSwap,
  noEnumValueRemoval,
  noIfNotExistsConcurrently,
  noMissingObject,
  noNarrowingCast,
  noNewEnumValueUse,
  noRenameColumn,
  noRenameTable,
  noResultTypeChange,
  noSerialColumn,
  noSessionSettingLeak,
  noSetNotNullScan,
  noStoredGeneratedColumn,
  noSyntaxError,
  noUnbalancedTransaction,
  noUncheckedUnique,
  noUnintendedRename,
  noUnknownRule,
  noUnusedDisable,
  noValidateInSameTransaction,
  noVolatileDefault,
  requireBackfillBeforeNotNull,
  requireColumnDefault,
  requireConcurrentDetach,
  requireConcurrentIndex,
  requireConcurrentIndexDrop,
  requireConcurrentRefresh,
  requireConcurrentReindex,
  requireDisableReason,
  requireForeignKeyIndex,
  requireLockTimeout,
  requireNotValidCheck,
  requireNotValidForeignKey,
  requirePartitionCheck,
  requireSequenceType,
];