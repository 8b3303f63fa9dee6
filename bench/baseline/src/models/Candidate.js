const { DataTypes } = require("sequelize");
const sequelize = require("../config/database");

module.exports = sequelize.define(
  "Candidate",
  {
    id: { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true },
    examId: { type: DataTypes.UUID, allowNull: false },
    centreId: DataTypes.UUID,
    slotId: DataTypes.UUID,
    rollNumber: { type: DataTypes.STRING(32), allowNull: false },
    name: DataTypes.STRING,
    fatherName: DataTypes.STRING,
    dob: DataTypes.DATEONLY,
    faceId: DataTypes.STRING,
    enrolledFaceImage: DataTypes.STRING,
  },
  { indexes: [{ unique: true, fields: ["examId", "rollNumber"] }, { fields: ["slotId", "rollNumber"] }] },
);
