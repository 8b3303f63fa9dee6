const { UniqueConstraintError } = require("sequelize");
const { ApiError } = require("../errors");
const { Attendance, Candidate, sequelize } = require("../models");

/** The columns of a candidate's attendance that is marked now. */
const marked = (candidate, operatorId, status, completedAt = new Date()) => ({
  candidateId: candidate.id,
  examId: candidate.examId,
  centreId: candidate.centreId,
  slotId: candidate.slotId,
  operatorId,
  status,
  checkpoint: status === "completed",
  biometricEligible: status === "completed",
  completedAt,
});

const find = async (where, transaction) => {
  const attributes = ["id", "examId", "centreId", "slotId"];
  const candidate = await Candidate.findOne({ where, attributes, raw: true, transaction });
  if (!candidate) throw new ApiError(404, "CANDIDATE_NOT_FOUND", "There is no such candidate");
  return candidate;
};

const exists = async (where) => {
  const candidate = await find(where);
  const existing = await Attendance.findOne({
    where: { candidateId: candidate.id, examId: candidate.examId },
    raw: true,
  });
  return new ApiError(409, "ATTENDANCE_EXISTS", "Attendance is already marked", { existing });
};

const create = async ({ examId, candidateId, rollNumber, status = "completed" }, operatorId, slotFilter) => {
  const where = { examId, ...(candidateId ? { id: candidateId } : { rollNumber }), ...slotFilter };
  try {
    return await sequelize.transaction(async (transaction) => {
      const candidate = await find(where, transaction);
      const attendance = await Attendance.create(marked(candidate, operatorId, status), { transaction });
      return attendance.get({ plain: true });
    });
  } catch (error) {
    throw error instanceof UniqueConstraintError ? await exists(where) : error;
  }
};

module.exports = { create, marked };
