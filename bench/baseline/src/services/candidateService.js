const { Op } = require("sequelize");
const { Attendance, Candidate, Slot } = require("../models");

const view = ({ Slot: slot, Attendance: attendance, ...candidate }) => ({
  ...candidate,
  slotName: slot.slotName,
  status: attendance.status === "completed" ? "attendance_completed" : "registered",
  faceEnrolled: candidate.faceId !== null,
  attendance: attendance.id === null ? undefined : attendance,
});

/** A page of the candidates of these slots, by roll number. */
const getCandidatesBySlot = async (examId, slotFilter, { limit, cursor }) => {
  const rows = await Candidate.findAll({
    where: { examId, ...slotFilter, ...(cursor && { rollNumber: { [Op.gt]: cursor } }) },
    attributes: ["id", "examId", "rollNumber", "name", "centreId", "slotId", "faceId"],
    include: [
      { model: Slot, attributes: ["slotName"] },
      { model: Attendance, attributes: ["id", "status", "operatorId", "completedAt"] },
    ],
    order: [["rollNumber", "ASC"]],
    limit: limit + 1,
    raw: true,
    nest: true,
    subQuery: false,
  });
  const more = rows.length > limit;
  if (more) rows.pop();
  return { items: rows.map(view), nextCursor: more ? rows.at(-1).rollNumber : null };
};

module.exports = { getCandidatesBySlot };
