const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

module.exports = sequelize.define(
  "SyncStatus",
  {
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    // The id that the device gave the record: what makes a repeated upload harmless.
    recordId: { type: DataTypes.UUID, unique: true },
    operatorId: DataTypes.UUID,
    examId: DataTypes.UUID,
    candidateId: DataTypes.UUID,
    entityType: DataTypes.STRING,
    entityId: DataTypes.UUID,
    syncStatus: { type: DataTypes.ENUM("pending", "synced", "conflict", "failed"), defaultValue: "pending" },
    syncTimestamp: DataTypes.DATE,
    conflictDetected: DataTypes.BOOLEAN,
    conflictReason: DataTypes.TEXT,
    resolved: DataTypes.BOOLEAN,
    resolvedAt: DataTypes.DATE,
  },
  { tableName: "SyncStatus" },
);
