const { Op } = require("sequelize");
const { check, isUuid } = require("../checks");
const { ApiError } = require("../errors");
const { OperatorSlot, Slot } = require("../models");

const filterBySlot = async (req, _res, next) => {
  const examId = req.params.examId || req.query.examId || req.body?.examId;
  check({ examId: isUuid(examId) });
  const operatorSlots = await OperatorSlot.findAll({
    where: { operatorId: req.user.id },
    attributes: ["slotId"],
    include: [{ model: Slot, attributes: [], where: { examId, status: "active" } }],
    raw: true,
  });
  if (operatorSlots.length === 0) {
    throw new ApiError(403, "NO_SLOT_ASSIGNED", "Operator not assigned to any active slots");
  }
  req.slotFilter = { slotId: { [Op.in]: operatorSlots.map((assigned) => assigned.slotId) } };
  next();
};

module.exports = filterBySlot;
