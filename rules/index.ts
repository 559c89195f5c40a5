import type { Rule } from "../src/check/rule.js";
import noBlockedByDependents from "./no-blocked-by-dependents.js";
import noCascadeDelete from "./no-cascade-delete.js";
import noCharType from "./no-char-type.js";
import noColumnTypeRewrite from "./no-column-type-rewrite.js";
import noConcurrentInTransaction from "./no-concurrent-in-transaction.js";
import noDefaultDrop from "./no-default-drop.js";
import noDropAndRecreate from "./no-drop-and-recreate.js";
import noDropCascade from "./no-drop-cascade.js";
import noDropColumn from "./no-drop-column.js";
import noDropSchema from "./no-drop-schema.js";
import noDropTable from "./no-drop-table.js";
import noEmptyMigration from "./no-empty-migration.js";
import noEnumSwap from "./no-enum-swap.js";
import noEnumValueAdd from "./no-enum-value-add.js";
import noEnumValueRemoval from "./no-enum-value-removal.js";
import noExclusionConstraintScan from "./no-exclusion-constraint-scan.js";
import noForeignKeyTypeMismatch from "./no-foreign-key-type-mismatch.js";
import noIdentifierTruncation from "./no-identifier-truncation.js";
import noIfNotExistsConcurrently from "./no-if-not-exists-concurrently.js";
import noIneffectiveSetLocal from "./no-ineffective-set-local.js";
import noInvalidStatement from "./no-invalid-statement.js";
import noLockTable from "./no-lock-table.js";
import noMissingMigrationFile from "./no-missing-migration-file.js";
import noMissingObject from "./no-missing-object.js";
import noMixedSchemaAndData from "./no-mixed-schema-and-data.js";
import noNarrowingCast from "./no-narrowing-cast.js";
import noNewEnumValueUse from "./no-new-enum-value-use.js";
import noNullWidening from "./no-null-widening.js";
import noOpaqueStatement from "./no-opaque-statement.js";
import noPartialFailure from "./no-partial-failure.js";
import noPrimaryKeyChange from "./no-primary-key-change.js";
import noProviderMismatch from "./no-provider-mismatch.js";
import noReferentialActionChange from "./no-referential-action-change.js";
import noRenameColumn from "./no-rename-column.js";
import noRenameEnumValue from "./no-rename-enum-value.js";
import noRenameTable from "./no-rename-table.js";
import noResultTypeChange from "./no-result-type-change.js";
import noRowDeletion from "./no-row-deletion.js";
import noSerialColumn from "./no-serial-column.js";
import noSessionSettingLeak from "./no-session-setting-leak.js";
import noSetNotNullScan from "./no-set-not-null-scan.js";
import noSetNullOnRequired from "./no-set-null-on-required.js";
import noSeveralTablesLocked from "./no-several-tables-locked.js";
import noStoredGeneratedColumn from "./no-stored-generated-column.js";
import noSyntaxError from "./no-syntax-error.js";
import noTableRewrite from "./no-table-rewrite.js";
import noTightening from "./no-tightening.js";
import noTruncate from "./no-truncate.js";
import noUnbalancedTransaction from "./no-unbalanced-transaction.js";
import noUncheckedUnique from "./no-unchecked-unique.js";
import noUnfilteredChange from "./no-unfiltered-change.js";
import noUnintendedRename from "./no-unintended-rename.js";
import noUnknownRule from "./no-unknown-rule.js";
import noUnmanagedIndexDrop from "./no-unmanaged-index-drop.js";
import noUnsupportedSyntax from "./no-unsupported-syntax.js";
import noUnusedDisable from "./no-unused-disable.js";
import noUnvalidatedConstraint from "./no-unvalidated-constraint.js";
import noValidateInSameTransaction from "./no-validate-in-same-transaction.js";
import noVolatileDefault from "./no-volatile-default.js";
import noWideIndex from "./no-wide-index.js";
import noWorkUnderExclusiveLock from "./no-work-under-exclusive-lock.js";
import preferBigintKey from "./prefer-bigint-key.js";
import preferIdentity from "./prefer-identity.js";
import preferJsonb from "./prefer-jsonb.js";
import preferText from "./prefer-text.js";
import preferTimestamptz from "./prefer-timestamptz.js";
import requireBackfillBeforeNotNull from "./require-backfill-before-not-null.js";
import requireColumnDefault from "./require-column-default.js";
import requireConcurrentDetach from "./require-concurrent-detach.js";
import requireConcurrentIndex from "./require-concurrent-index.js";
import requireConcurrentIndexDrop from "./require-concurrent-index-drop.js";
import requireConcurrentPrimaryKey from "./require-concurrent-primary-key.js";
import requireConcurrentRefresh from "./require-concurrent-refresh.js";
import requireConcurrentReindex from "./require-concurrent-reindex.js";
import requireConcurrentUnique from "./require-concurrent-unique.js";
import requireDisableReason from "./require-disable-reason.js";
import requireEnumValuePosition from "./require-enum-value-position.js";
import requireForeignKeyIndex from "./require-foreign-key-index.js";
import requireIdempotentDdl from "./require-idempotent-ddl.js";
import requireLockTimeout from "./require-lock-timeout.js";
import requireNamingConvention from "./require-naming-convention.js";
import requireNotValidCheck from "./require-not-valid-check.js";
import requireNotValidForeignKey from "./require-not-valid-foreign-key.js";
import requirePartitionCheck from "./require-partition-check.js";
import requireSequenceType from "./require-sequence-type.js";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  noBlockedByDependents,
  noCascadeDelete,
  noCharType,
  noColumnTypeRewrite,
  noConcurrentInTransaction,
  noDefaultDrop,
  noDropAndRecreate,
  noDropCascade,
  noDropColumn,
  noDropSchema,
  noDropTable,
  noEmptyMigration,
  noEnumSwap,
  noEnumValueAdd,
  noEnumValueRemoval,
  noExclusionConstraintScan,
  noForeignKeyTypeMismatch,
  noIdentifierTruncation,
  noIfNotExistsConcurrently,
  noIneffectiveSetLocal,
  noInvalidStatement,
  noLockTable,
  noMissingMigrationFile,
  noMissingObject,
  noMixedSchemaAndData,
  noNarrowingCast,
  noNewEnumValueUse,
  noNullWidening,
  noOpaqueStatement,
  noPartialFailure,
  noPrimaryKeyChange,
  noProviderMismatch,
  noReferentialActionChange,
  noRenameColumn,
  noRenameEnumValue,
  noRenameTable,
  noResultTypeChange,
  noRowDeletion,
  noSerialColumn,
  noSessionSettingLeak,
  noSetNotNullScan,
  noSetNullOnRequired,
  noSeveralTablesLocked,
  noStoredGeneratedColumn,
  noSyntaxError,
  noTableRewrite,
  noTightening,
  noTruncate,
  noUnbalancedTransaction,
  noUncheckedUnique,
  noUnfilteredChange,
  noUnintendedRename,
  noUnknownRule,
  noUnmanagedIndexDrop,
  noUnsupportedSyntax,
  noUnusedDisable,
  noUnvalidatedConstraint,
  noValidateInSameTransaction,
  noVolatileDefault,
  noWideIndex,
  noWorkUnderExclusiveLock,
  preferBigintKey,
  preferIdentity,
  preferJsonb,
  preferText,
  preferTimestamptz,
  requireBackfillBeforeNotNull,
  requireColumnDefault,
  requireConcurrentDetach,
  requireConcurrentIndex,
  requireConcurrentIndexDrop,
  requireConcurrentPrimaryKey,
  requireConcurrentRefresh,
  requireConcurrentReindex,
  requireConcurrentUnique,
  requireDisableReason,
  requireEnumValuePosition,
  requireForeignKeyIndex,
  requireIdempotentDdl,
  requireLockTimeout,
  requireNamingConvention,
  requireNotValidCheck,
  requireNotValidForeignKey,
  requirePartitionCheck,
  requireSequenceType,
];
