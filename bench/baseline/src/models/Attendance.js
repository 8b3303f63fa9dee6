const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

module.exports = sequelize.define(
  "Attendance",
  {
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    candidateId: { type: DataTypes.UUID, allowNull: false },
    operatorId: DataTypes.UUID,
    examId: { type: DataTypes.UUID, allowNull: false },
    centreId: DataTypes.UUID,
    slotId: DataTypes.UUID,
    status: { type: DataTypes.ENUM("pending", "completed", "skipped"), defaultValue: "pending" },
    checkpoint: { type: DataTypes.BOOLEAN, defaultValue: false },
    completedAt: DataTypes.DATE,
    biometricEligible: { type: DataTypes.BOOLEAN, defaultValue: false },
  },
  {
    // The name that the plan's migration uses; Sequelize would make it a plural.
    tableName: "Attendance",
    indexes: [{ unique: true, fields: ["candidateId", "examId"], name: "unique_attendance_per_exam_candidate" }],
  },
);
