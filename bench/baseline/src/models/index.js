const sequelize = require("../config/database");
const Attendance = require("./Attendance");
const Candidate = require("./Candidate");
const OMRRecord = require("./OMRRecord");
const Operator = require("./Operator");
const OperatorSlot = require("./OperatorSlot");
const Slot = require("./Slot");
const SyncStatus = require("./SyncStatus");

OperatorSlot.belongsTo(Operator, { foreignKey: "operatorId" });
OperatorSlot.belongsTo(Slot, { foreignKey: "slotId" });
Candidate.belongsTo(Slot, { foreignKey: "slotId" });
Candidate.hasOne(Attendance, { foreignKey: "candidateId" });
Attendance.belongsTo(Candidate, { foreignKey: "candidateId" });

module.exports = { sequelize, Attendance, Candidate, OMRRecord, Operator, OperatorSlot, Slot, SyncStatus };
