const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

module.exports = sequelize.define("Slot", {
  id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
  examId: DataTypes.UUID,
  centreId: DataTypes.UUID,
  slotName: DataTypes.STRING,
  startTime: DataTypes.DATE,
  endTime: DataTypes.DATE,
  maxCandidates: DataTypes.INTEGER,
  currentCount: DataTypes.INTEGER,
  status: { type: DataTypes.ENUM("scheduled", "active", "completed"), defaultValue: "scheduled" },
});
