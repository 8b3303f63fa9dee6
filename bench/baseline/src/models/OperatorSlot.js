const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

module.exports = sequelize.define(
  "OperatorSlot",
  {
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    operatorId: DataTypes.UUID,
    slotId: DataTypes.UUID,
    assignedAt: DataTypes.DATE,
    assignedBy: DataTypes.UUID,
  },
  { indexes: [{ unique: true, fields: ["operatorId", "slotId"] }] },
);
