const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

// The plan's DynamoDB table, in PostgreSQL.
module.exports = sequelize.define("OMRRecord", {
  barcode: { type: DataTypes.STRING(64), primaryKey: true },
  examId: { type: DataTypes.UUID, primaryKey: true },
  rollNumber: DataTypes.STRING(32),
  candidateId: DataTypes.UUID,
  scannedAt: DataTypes.DATE,
  scannedBy: DataTypes.UUID,
  validated: { type: DataTypes.BOOLEAN, defaultValue: false },
  omrImageUrl: DataTypes.STRING,
  status: DataTypes.STRING,
});
